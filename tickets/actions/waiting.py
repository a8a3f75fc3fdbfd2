"""Waiting on the customer: the question asked, the clocks that pause for it (itpdx:5a)."""

from typing import Any

from hostops.lib.now import now
from tickets import clocks
from tickets.actions.change import changing, move, required
from tickets.actions.speech import say, staff_answered
from tickets.models import Case


def case_wait(*, actor: Any, case: Case, question: str, if_version: int | None = None) -> Case:
    """Ask the customer and wait. To ask is to respond; progress pauses until the answer."""
    [text] = required(question=question)
    with changing(
        actor=actor, case=case, verb="wait", did="waiting", if_version=if_version, reason=text[:200]
    ) as locked:
        move(locked, "wait")
        say(actor, locked, text, now(), purpose="question")
        staff_answered(actor, locked, now(), "asked the customer")
        clocks.waiting_begins(actor, locked, now())
    return case


def case_resume(*, actor: Any, case: Case, reason: str = "", if_version: int | None = None) -> Case:
    """Go on without, or after, the answer."""
    with changing(actor=actor, case=case, verb="resume", did="resumed", if_version=if_version, reason=reason) as locked:
        move(locked, "resume")
        clocks.waiting_ends(actor, locked, now(), reason or "taken up again")
    return case
