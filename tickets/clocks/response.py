"""The response: from `tickets.starts` to the first response; a new cycle with every reopening."""

from datetime import datetime
from typing import Any

from hostops.clocks import actions as clocks
from hostops.clocks.models import Clock
from hostops.clocks.rules import Rule
from tickets.clocks.kinds import RESPONSE, case_terms, owed_no_more
from tickets.models import Case
from tickets.starts import conditions, start_of, waits_for
from tickets.terms import Terms


def response_begins(actor: Any, case: Case, terms: Terms) -> Clock:
    """Put the response on record: counting, or pending with what it waits for."""
    rule = terms.cases.response_for(case.severity)
    found = conditions(case, terms)
    start = start_of(found)
    given: dict[str, Any] = {
        "actor": actor,
        "clause": rule.clause,
        "version": terms.version,
        "rule": Rule.of_policy(rule),
        "thresholds": terms.thresholds(RESPONSE, rule),
        "start": start,
        "reason": _reason(found, start),
    }
    clock = clocks.clock_of(case.subject, RESPONSE) if case.reopened_at else None
    if clock is None:
        return clocks.clock_open(subject=case.subject, kind=RESPONSE, at=case.received_at, **given)
    clocks.clock_renew(clock=clock, at=case.reopened_at, **given)
    return clock


def _reason(found: dict[str, datetime | None], start: datetime | None) -> str:
    if start is None:
        return f"waits for {waits_for(found)}"
    latest = max((name for name in found), key=lambda name: found[name] or start)
    return f"counts from {latest}"


def response_may_start(actor: Any, case: Case) -> None:
    """Let a pending response clock count if nothing is missing any more."""
    clock, terms = clocks.clock_of(case.subject, RESPONSE), case_terms(case)
    if clock is None or terms is None or clock.started_at or clock.stopped_at or clock.cancelled_at:
        return
    found = conditions(case, terms)
    start = start_of(found)
    if start:
        rule = terms.cases.response_for(case.severity)
        clocks.clock_start(
            actor=actor, clock=clock, rule=Rule.of_policy(rule), start=start, reason=_reason(found, start)
        )


def response_done(actor: Any, case: Case, at: datetime, reason: str) -> bool:
    """Stop the response clock at a first response; whether there was one to stop."""
    clock = clocks.clock_of(case.subject, RESPONSE)
    if clock is None or clock.stopped_at or clock.cancelled_at:
        return False
    clocks.clock_stop(actor=actor, clock=clock, at=max(at, clock.started_at or at), reason=reason)
    return True


def response_owed_again(actor: Any, case: Case, at: datetime) -> None:
    """Covered after all: a clock that waited may count, one that was dropped counts anew from `at`."""
    clock, terms = clocks.clock_of(case.subject, RESPONSE), case_terms(case)
    if clock and clock.cancelled_at and terms:
        rule = terms.cases.response_for(case.severity)
        start = start_of(conditions(case, terms))
        clocks.clock_renew(
            actor=actor,
            clock=clock,
            rule=Rule.of_policy(rule),
            start=max(start, at) if start else None,
            clause=rule.clause,
            version=terms.version,
            thresholds=terms.thresholds(RESPONSE, rule),
            at=at,
            reason="covered after all",
        )
    else:
        response_may_start(actor, case)


def response_dropped(actor: Any, case: Case, at: datetime, reason: str) -> None:
    """Nobody owes the response any more."""
    clock = clocks.clock_of(case.subject, RESPONSE)
    if clock:
        owed_no_more(actor, clock, at, reason)


def response_counts_from(case: Case) -> datetime | None:
    """From when the response counts that is owed now; None where none is, or it waits."""
    owed = Clock.objects.filter(subject=case.subject, kind=RESPONSE, stopped_at=None, cancelled_at=None)
    return owed.values_list("started_at", flat=True).first()


def responded_at(case: Case) -> datetime | None:
    """When the present cycle's response was given: continuous effort counts from then (itpdx:4d)."""
    return Clock.objects.filter(subject=case.subject, kind=RESPONSE).values_list("stopped_at", flat=True).first()


def response_retargeted(actor: Any, case: Case, terms: Terms, at: datetime, reason: str, *, raised: bool) -> None:
    clock = clocks.clock_of(case.subject, RESPONSE)
    if clock is None:
        return
    rule = terms.cases.response_for(case.severity)
    clocks.clock_retarget(
        actor=actor,
        clock=clock,
        rule=Rule.of_policy(rule),
        clause=rule.clause,
        version=terms.version,
        thresholds=terms.thresholds(RESPONSE, rule),
        at=at,
        reason=reason,
        origin=at if raised else clock.started_at,
        keeps_earlier=raised,
    )
    response_may_start(actor, case)
