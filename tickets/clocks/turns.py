"""The turns of a case that move several of its clocks: another severity, asking the customer, the end of the work."""

from datetime import datetime
from typing import Any

from hostops.clocks import actions as clocks
from hostops.clocks.models import Clock
from tickets.clocks.kinds import PROGRESS, RESOLUTION, case_terms
from tickets.clocks.progress import progress_retargeted
from tickets.clocks.response import response_retargeted
from tickets.clocks.silence import silence_begins
from tickets.holds import held_by
from tickets.models import Case
from tickets.states import State


def severity_changed(actor: Any, case: Case, old: int | None, at: datetime, reason: str) -> None:
    """Compute the running clocks again for the new severity; pauses so far are kept."""
    terms = case_terms(case)
    if terms is None or old == case.severity:
        return
    response_retargeted(actor, case, terms, at, reason, raised=old is not None and (case.severity or 0) < old)
    progress_retargeted(actor, case, terms, at, reason)


def waiting_begins(actor: Any, case: Case, at: datetime) -> None:
    """The customer is asked: the clocks that the policy names pause (itpdx:5a)."""
    for clock in _paused_kinds(case):
        clocks.clock_pause(actor=actor, clock=clock, at=at, reason="waiting on the customer's answer")


def waiting_ends(actor: Any, case: Case, at: datetime, reason: str) -> None:
    for clock in _paused_kinds(case):
        if not held_by(clock):
            clocks.clock_resume(actor=actor, clock=clock, at=at, reason=reason)


def waited_for(case: Case) -> set[int]:
    """The clocks that stay paused while the customer is asked."""
    return {clock.pk for clock in _paused_kinds(case)} if case.state == State.WAITING else set()


def _paused_kinds(case: Case) -> list[Clock]:
    terms = case_terms(case)
    kinds = terms.cases.waiting.pauses if terms else ()
    return [clock for kind in kinds if (clock := clocks.clock_of(case.subject, kind))]


def work_ends(actor: Any, case: Case, at: datetime, reason: str) -> None:
    """Resolved: nothing more is owed, and the silence until the case closes begins."""
    for kind in (PROGRESS, RESOLUTION):
        clock = clocks.clock_of(case.subject, kind)
        if clock:
            clocks.clock_stop(actor=actor, clock=clock, at=at, reason=reason)
    silence_begins(actor, case, at)
