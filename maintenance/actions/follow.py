"""What a change of a window leads to, by how far it is: nothing, another due instant, a word, or a new notice."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from hostops.lib.errors import NotPossible
from hostops.lib.now import now
from maintenance import clocks
from maintenance.actions.saying import unlawful
from maintenance.affected import affected_write
from maintenance.checking import Checked, check_again
from maintenance.models import Notice, Window
from maintenance.notices import notice_give
from maintenance.rules.changes import Change, in_one_sentence, needs_new_notice
from maintenance.standing import counting, differences, last_said
from maintenance.states import State, possible

# Fields that move the last lawful moment.
_MOVING = frozenset({"starts_at", "kind", "scope"})
# Fields that an agreed window was agreed upon (itpdx:6c).
_AGREED = frozenset({"starts_at", "ends_at", "scope"})
_IN_GENERAL = {"wider": "it touches more servers", "narrower": "it touches fewer servers"}


def follow_up(actor: Any, window: Window, changed: Iterable[str]) -> dict[str, tuple[Any, Any]]:
    """Let everything that hangs on the window follow what was changed of it; gives what to journal besides.

    1. A draft is nobody's but the planners'; nothing follows.
    2. Times or scope of an agreed window that was proposed already are a new proposal.
    3. What is not announced has its rows and its notice clock reckoned anew.
    4. What is announced needs a new notice, or a word, or neither.

    Raises NotPossible for what no policy allows, with the clause.
    """
    names, state = set(changed), State(window.state)
    if state == State.DRAFT or not names:
        return {}
    if window.kind == "agreed" and names & _AGREED:
        return _proposed_anew(actor, window)
    if state == State.ANNOUNCED:
        return _after_announcement(actor, window, names)
    checked = lawful(window, moved=bool(names & _MOVING))
    affected_write(window, checked, now())
    if state == State.PLANNED and names & _MOVING:
        clocks.notice_owed(actor, window, checked, now(), f"changed: {', '.join(sorted(names))}")
    return {}


def lawful(window: Window, *, moved: bool, at: datetime | None = None) -> Checked:
    """The check of the window as it stands; NotPossible with each reason and clause that is against it.

    A notice that comes too late is against it only where the window was `moved`: what is worse than
    announced may always be said. Where no least notice is promised it may have begun this moment.
    """
    at = at or now()
    checked = check_again(window, at=at)
    strictest_due = checked.verdict.notice_due_at
    if not moved and strictest_due is not None:
        checked = checked.judged_at(min(at, strictest_due))
    elif strictest_due is None and window.starts_at <= at < window.ends_at:
        checked = checked.judged_at(window.starts_at)
    if not checked.verdict.lawful:
        raise NotPossible(unlawful(window, checked), possible(window.state))
    return checked


def _proposed_anew(actor: Any, window: Window) -> dict[str, tuple[Any, Any]]:
    """Both sides agreed to other times: those who are affected are asked again (itpdx:6c)."""
    from maintenance.actions.proposing import propose_now

    was = window.state
    window.state, window.announced_at = State.PROPOSED.value, None
    propose_now(actor, window, "The times were changed; please agree to them again.")
    return {"agreed": (was, None)}


def _after_announcement(actor: Any, window: Window, names: set[str]) -> dict[str, tuple[Any, Any]]:
    """Earlier, longer, wider, worse: a new notice with a clock of its own. Less: told at once."""
    notice = last_said(window)
    assert notice is not None
    checked = check_again(window)
    found = differences(window, notice, checked.accounts)
    if needs_new_notice(found) or (found and _missed(window, checked)):
        return _owe_new(actor, window, checked, found, moved=bool(names & _MOVING))
    lawful(window, moved=False)
    back = _as_announced(actor, window, checked)
    if found:
        left_out = affected_write(window, checked, now())
        window.sequence += 1
        notice_give(actor, window, Notice.Why.TOLD, now(), left_out, changes=in_general(found))
        return {**back, "told": (None, in_one_sentence(found))}
    return back


def _missed(window: Window, checked: Checked) -> bool:
    """Whether the notice that stands cannot serve the window as it is now: it was late, or would be for these times."""
    notice = counting(window.notices.all())
    if notice is None:
        return True
    sent, due = notice.sent_at or now(), checked.verdict.notice_due_at
    return (
        notice.kept is False or (notice.due_at is not None and sent > notice.due_at) or (due is not None and sent > due)
    )


def _owe_new(
    actor: Any, window: Window, checked: Checked, found: tuple[Change, ...], *, moved: bool
) -> dict[str, tuple[Any, Any]]:
    lawful(window, moved=moved)
    window.announced_at = None
    clocks.notice_owed(actor, window, checked, now(), f"needs a new notice: {in_one_sentence(found)}", anew=True)
    return {"needs_notice": (None, in_one_sentence(found))}


def _as_announced(actor: Any, window: Window, checked: Checked) -> dict[str, tuple[Any, Any]]:
    """A change that needed a new notice was taken back: what was announced holds again."""
    notice = counting(window.notices.all())
    if window.announced_at is not None or notice is None:
        return {}
    window.announced_at = notice.given_at
    if notice.sent_at:
        clocks.notice_dropped(actor, window, now(), "as it was announced again")
    else:
        clocks.notice_owed(actor, window, checked, now(), "as it was announced again")
    return {"needs_notice": ("a new notice", None)}


def in_general(found: Iterable[Change]) -> list[str]:
    """The changes in words for all who are affected: nobody is told the names of another's servers."""
    return [_IN_GENERAL.get(change.name, change.words) for change in found]
