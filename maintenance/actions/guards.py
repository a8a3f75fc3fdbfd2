"""What must be so before a window may start, each with what may be done where it is not."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from hostops.alerts.wording import moment
from hostops.lib.errors import NotPossible
from hostops.lib.now import now
from maintenance.actions.saying import too_late, with_clause
from maintenance.checking import Checked
from maintenance.models import Affected, Window
from maintenance.rules.verdict import Need
from maintenance.standing import counting
from maintenance.states import Decision

_INSTEAD = ("change", "convert", "cancel")


def may_start(window: Window, checked: Checked) -> None:
    """NotPossible unless it is ready, and it is time."""
    ready(window, checked)
    _in_time(window)


def ready(window: Window, checked: Checked) -> None:
    """NotPossible unless it is used, its notice was kept, and what its kind needs is there."""
    if window.decision != Decision.USED:
        raise NotPossible(f"{window.number} was announced as not used, and covers no downtime.", ("decide", "cancel"))
    if window.announced_at is None:
        said = f"{window.number} was changed after it was announced and needs a new notice"
        raise NotPossible(f"{said}: announce it again.", ("announce", *_INSTEAD))
    _notice_kept(window, checked)
    missing = list(_missing(window, checked))
    if missing:
        raise NotPossible(f"{window.number} cannot start yet: {' '.join(missing)}", ("consult", *_INSTEAD))


def _notice_kept(window: Window, checked: Checked) -> None:
    """Where a least notice is promised it was sent to everybody in time (iptor:5f, 5g)."""
    notice = counting(window.notices.all())
    if notice is None or notice.due_at is None or notice.kept:
        return
    if notice.kept is False or notice.due_at < now():
        raise NotPossible(too_late(window, checked, notice.due_at, notice.sent_at), _INSTEAD)
    raise NotPossible(f"The notice of {window.number} is not with every affected account yet.", _INSTEAD)


def _in_time(window: Window) -> None:
    zone = ZoneInfo(window.timezone)
    if now() < window.starts_at:
        raise NotPossible(f"{window.number} begins at {moment(window.starts_at, zone)}, not before.", _INSTEAD)
    if now() >= window.ends_at:
        raise NotPossible(f"{window.number} was over at {moment(window.ends_at, zone)}; move it.", _INSTEAD)


def _missing(window: Window, checked: Checked) -> Iterator[str]:
    """What the policies of those affected want of this kind and is not there, each with its clause."""
    given = {"justification": window.justification, "advisory": window.advisory}
    for need in checked.verdict.needs:
        if need.name in given and not given[need.name]:
            yield with_clause(f"it needs {need.detail}", need.clause)
    yield from _unanswered(window, checked)
    yield from _unheard(window, checked)


def _unanswered(window: Window, checked: Checked) -> Iterator[str]:
    """The questions of the policies that are not answered in words (iptor:5h)."""
    rules = [rule for terms in checked.terms if (rule := terms.kind(window.kind)) is not None]
    asked = {test.name: (test.question, rule.clause) for rule in rules for test in rule.tests}
    for name, (question, clause) in asked.items():
        if not window.answers.get(name):
            yield with_clause(f"it needs an answer to {name}: {question.rstrip('?.')}", clause)


def _unheard(window: Window, checked: Checked) -> Iterator[str]:
    """Affected accounts that were to be consulted, and nobody noted a word of (iptor:5h); agreements that are open."""
    consulted = set(window.consultations.values_list("account__slug", flat=True))
    agreed = set(
        Affected.objects.filter(window=window, agreed_at__isnull=False).values_list("account__slug", flat=True)
    )
    for name, heard, words in (
        ("consultation", consulted, "a consultation with"),
        ("agreement", agreed, "the agreement of"),
    ):
        for need in checked.verdict.needs:
            silent = _silent(need, checked, heard) if need.name == name else []
            if silent:
                yield with_clause(f"it needs {words} {', '.join(silent)}", need.clause)


def _silent(need: Need, checked: Checked, heard: set[str]) -> list[str]:
    slugs = {terms.name: terms.account.slug for terms in checked.terms}
    return sorted({slugs[name] for name in need.accounts} - heard)
