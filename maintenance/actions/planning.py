"""Drafting, changing and planning a window."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction

from hostops.accounts.roles import require
from hostops.lib.errors import BadField, NotPossible
from hostops.lib.now import now
from hostops.lib.text import clean_text
from hostops.subjects.models import Subject
from maintenance import clocks
from maintenance.actions.change import WRITTEN, changing, journal, move
from maintenance.actions.fields import check_scope, fields_set, steps_write
from maintenance.actions.follow import follow_up, lawful
from maintenance.affected import affected_write
from maintenance.checking import Checked
from maintenance.models import Window
from maintenance.querysets import PREFIX
from maintenance.scope import Scope, names_of, scope_of, scope_write
from maintenance.states import State, possible


def window_create(
    *,
    actor: Any,
    kind: str,
    title: str,
    starts_at: datetime,
    ends_at: datetime,
    timezone: str,
    scope: Scope,
    decision: str = "undecided",
    effect: str = "",
    impact: str = "outage",
    expected_downtime: timedelta | None = None,
    justification: str = "",
    advisory: str = "",
    answers: Mapping[str, str] | None = None,
    steps: Sequence[str] = (),
) -> Window:
    """Write a draft down. Raises BadField for a window that ends before it starts, crosses a year or touches nobody."""
    require(actor, "maintenance.window.create")
    given = {name: value for name, value in locals().items() if name in WRITTEN}
    window = Window(state=State.DRAFT.value, created_by=actor, created_at=now(), updated_at=now())
    fields_set(window, given)
    check_scope(scope)
    with transaction.atomic():
        window.pk = _next_number()
        reference = f"{PREFIX}-{window.pk}"
        window.subject = Subject.objects.create(account=None, kind="window", reference=reference, title=window.title)
        window.save(force_insert=True)
        scope_write(window, scope)
        window.save(update_fields=["scope_all"])
        steps_write(window, steps)
        journal(actor, window, "created", {}, {**_plain(given), "scope": names_of(scope)})
    return window


def _next_number() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('maintenance_window', 'id'))")
        number: int = cursor.fetchone()[0]
        return number


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: int(value.total_seconds()) if isinstance(value, timedelta) else value for name, value in values.items()
    }


def window_change(*, actor: Any, window: Window, if_version: int | None = None, **fields: Any) -> Window:
    """Change any of what `window_create` takes.

    What was announced and becomes earlier, longer, wider or worse needs a new notice, with a clock
    of its own, before it may start; a lesser change is told at once. Raises BadField for wrong
    values, NotPossible for what no policy of those affected allows.
    """
    unknown = fields.keys() - {*WRITTEN, "scope", "steps"}
    if unknown:
        raise TypeError(f"a window has no {', '.join(sorted(unknown))}")
    also: dict[str, tuple[Any, Any]] = {}
    with changing(actor=actor, window=window, verb="change", did="changed", if_version=if_version, also=also) as locked:
        change_now(actor, locked, "change", fields, also)
    return window


def change_now(
    actor: Any, window: Window, step: str, fields: Mapping[str, Any], also: dict[str, tuple[Any, Any]]
) -> None:
    """Set the values of the locked window, and let follow what follows of it."""
    move(window, step)
    if fields.get("kind", window.kind) != window.kind and window.state != State.DRAFT:
        raise NotPossible(f"{window.number} is no draft any more; convert it instead.", possible(window.state))
    before = {name: getattr(window, name) for name in WRITTEN}
    fields_set(window, {name: value for name, value in fields.items() if name in WRITTEN})
    changed = [name for name in WRITTEN if getattr(window, name) != before[name]]
    changed += _scope_changed(window, fields.get("scope"), also)
    if fields.get("steps") is not None:
        _steps_changed(window, fields["steps"], also)
    also.update(follow_up(actor, window, changed))


def _scope_changed(window: Window, scope: Scope | None, also: dict[str, tuple[Any, Any]]) -> list[str]:
    if scope is None:
        return []
    was, will = names_of(scope_of(window)), names_of(scope)
    if was == will:
        return []
    check_scope(scope)
    scope_write(window, scope)
    also["scope"] = (was, will)
    return ["scope"]


def _steps_changed(window: Window, steps: Sequence[str], also: dict[str, tuple[Any, Any]]) -> None:
    was = list(window.steps.values_list("text", flat=True))
    steps_write(window, steps)
    will = list(window.steps.values_list("text", flat=True))
    if was != will:
        also["steps"] = (was, will)


def window_plan(*, actor: Any, window: Window, word: str = "", if_version: int | None = None) -> Window:
    """Fix the date: from now on its notice is owed, and customers see it.

    Raises NotPossible with the clause for what a policy does not allow, BadField where it runs into
    something else and `word` does not say why that is well.
    """
    with changing(
        actor=actor, window=window, verb="plan", did="planned", if_version=if_version, reason=clean_text(word)
    ) as locked:
        drafted = locked.state == State.DRAFT
        move(locked, "plan")
        checked = lawful(locked, moved=True)
        if drafted:
            _needs_no_agreement(locked, checked)
        _warned(locked, checked, clean_text(word))
        locked.planned_at = now()
        affected_write(locked, checked, now())
        clocks.notice_owed(actor, locked, checked, now(), "planned")
    return window


def _warned(window: Window, checked: Checked, word: str) -> None:
    clashes = checked.verdict.unanswered
    if clashes and not word:
        found = "; ".join(f"{clash.reference}, {clash.detail}" for clash in clashes[:5])
        raise BadField({"word": f"It runs into {found}. Say why it is planned in spite of that."})
    window.warnings_word = word


def _needs_no_agreement(window: Window, checked: Checked) -> None:
    """What both sides work out together is planned when both have agreed, and not before (itpdx:6c)."""
    for need in checked.verdict.needs:
        if need.name == "agreement":
            said = f"{window.number} needs {need.detail} ({need.clause}): propose it first."
            raise NotPossible(said, ["propose", "change", "cancel"])


def window_decide(
    *,
    actor: Any,
    window: Window,
    decision: str,
    effect: str | None = None,
    impact: str | None = None,
    expected_downtime: timedelta | None = None,
    if_version: int | None = None,
) -> Window:
    """Say whether the window is used, and what customers will notice of it; what is not given stays."""
    given = {"decision": decision, "effect": effect, "impact": impact, "expected_downtime": expected_downtime}
    also: dict[str, tuple[Any, Any]] = {}
    with changing(actor=actor, window=window, verb="decide", did="decided", if_version=if_version, also=also) as locked:
        change_now(actor, locked, "decide", {k: value for k, value in given.items() if value is not None}, also)
    return window
