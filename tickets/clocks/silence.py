"""Closing: from the resolution (or the last word after it) to the silence that the policy sets."""

from datetime import datetime
from typing import Any

from hostops.clocks import actions as clocks
from hostops.clocks.rules import Rule
from hostops.policies.schema.alerts import Threshold
from tickets.clocks.kinds import CLOSING, case_terms
from tickets.models import Case


def silence_begins(actor: Any, case: Case, at: datetime) -> None:
    """Count the silence from `at`, anew where it counted already."""
    terms = case_terms(case)
    if terms is None:
        return
    closing = terms.cases.closing
    rule = Rule("elapsed", closing.after)
    told = (Threshold(at=f"{closing.told_before} before", tell=("reporter",)),)
    clock = clocks.clock_of(case.subject, CLOSING)
    given: dict[str, Any] = {
        "actor": actor,
        "clause": closing.clause,
        "version": terms.version,
        "rule": rule,
        "thresholds": told,
    }
    if clock is None:
        clocks.clock_open(subject=case.subject, kind=CLOSING, start=at, at=at, **given)
    elif clock.stopped_at or clock.cancelled_at:
        clocks.clock_renew(clock=clock, start=at, at=at, **given)
    else:
        clocks.clock_retarget(clock=clock, origin=at, at=at, reason="the silence was broken", **given)


def silence_ends(actor: Any, case: Case, at: datetime, reason: str, *, closed: bool) -> None:
    clock = clocks.clock_of(case.subject, CLOSING)
    if clock and closed:
        clocks.clock_stop(actor=actor, clock=clock, at=at, reason=reason)
    elif clock:
        clocks.clock_cancel(actor=actor, clock=clock, at=at, reason=reason)
