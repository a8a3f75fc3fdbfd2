"""Workarounds and resolutions, which the clauses tell apart (itpdx:4j, 4m)."""

from typing import Any

from hostops.lib.errors import BadField, NotAllowed
from hostops.lib.now import now
from tickets import clocks
from tickets.actions.change import changing, is_staff, move, required
from tickets.actions.speech import say, staff_answered, staff_responded
from tickets.models import Case
from tickets.places import admit_next
from tickets.states import Outcome, State


def case_workaround(*, actor: Any, case: Case, body: str, if_version: int | None = None) -> Case:
    """Tell the customer a way around; the case goes on to its resolution."""
    [text] = required(body=body)
    with changing(actor=actor, case=case, verb="workaround", did="worked_around", if_version=if_version) as locked:
        was_waiting = locked.state == State.WAITING
        move(locked, "workaround")
        if was_waiting:
            clocks.waiting_ends(actor, locked, now(), "a workaround was given")
        say(actor, locked, text, now(), purpose="workaround")
        staff_answered(actor, locked, now(), "gave a workaround")
    return case


def case_resolve(
    *, actor: Any, case: Case, body: str = "", outcome: str = Outcome.SOLVED, if_version: int | None = None
) -> Case:
    """End the work with an outcome. The place is free at once and the next in line takes it.

    Staff say what was done, which is a first response where there was none; a customer may resolve
    or withdraw their own, with or without words.
    """
    _check_outcome(actor, outcome)
    [text] = required(body=body or ("" if is_staff(actor) else _OWN_WORDS[outcome]))
    with changing(
        actor=actor, case=case, verb="resolve", did="resolved", if_version=if_version, reason=outcome, places=True
    ) as locked:
        move(locked, "resolve")
        at = now()
        say(actor, locked, text, at, purpose="resolution")
        _end_response(actor, locked, outcome)
        clocks.work_ends(actor, locked, at, f"resolved: {outcome}")
        locked.outcome, locked.resolved_at = outcome, at
        locked.save()
        admit_next(actor, locked.contract, at)
    return case


_OWN_WORDS: dict[str, str] = {Outcome.SOLVED: "Solved, thank you.", Outcome.WITHDRAWN: "This case is withdrawn."}


def _check_outcome(actor: Any, outcome: str) -> None:
    if outcome not in list(Outcome):
        raise BadField({"outcome": f"Use one of {', '.join(Outcome)}."})
    if not is_staff(actor) and outcome not in _OWN_WORDS:
        raise NotAllowed(f"That a case ends as {outcome} is for staff to say; use solved or withdrawn.")


def _end_response(actor: Any, case: Case, outcome: str) -> None:
    if is_staff(actor) and outcome != Outcome.WITHDRAWN:
        staff_responded(actor, case, now(), "resolved")
    else:
        clocks.response_dropped(actor, case, now(), f"{outcome} before a response")
