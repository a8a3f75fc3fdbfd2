"""Which event of a case starts, pauses and stops which of its clocks.

- response: from `tickets.starts`, to the first response; a new cycle with every reopening
- progress: from each public word of staff to the next; pauses while the customer is asked (itpdx:5a)
- closing: from the resolution (or the last word after it) to the silence that the policy sets
"""

from datetime import datetime
from typing import Any

from django.db.models import Min

from hostops.clocks import actions as clocks
from hostops.clocks.models import Clock
from hostops.clocks.rules import Rule
from hostops.policies.schema.alerts import Threshold
from tickets.holds import held_by
from tickets.models import Case
from tickets.starts import conditions, start_of, waits_for
from tickets.states import State
from tickets.terms import Terms, terms_of

RESPONSE, PROGRESS, RESOLUTION, CLOSING = "response", "progress", "resolution", "closing"
# What somebody owes; the closing clock is no debt, so it is not what is "next due" of a case.
_OWED = (RESPONSE, PROGRESS, RESOLUTION)


def case_terms(case: Case) -> Terms | None:
    """The terms of the case's present cycle."""
    return terms_of(case.contract, case.reopened_at or case.received_at)


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
        _owed_no_more(actor, clock, at, reason)


def _owed_no_more(actor: Any, clock: Clock, at: datetime, reason: str) -> None:
    """Cancel the clock; one that is late already is stopped, and so stands as late."""
    late = clock.due_at is not None and clock.due_at < at
    end = clocks.clock_stop if late else clocks.clock_cancel
    end(actor=actor, clock=clock, at=at, reason=reason)


def progress_made(actor: Any, case: Case, at: datetime) -> None:
    """A public word of staff: the present gap ends, the next begins, unless the customer's turn pauses it."""
    clock, terms = clocks.clock_of(case.subject, PROGRESS), case_terms(case)
    if clock and clock.paused_at:
        return
    if clock:
        clocks.clock_stop(actor=actor, clock=clock, at=at, reason="told the customer")
    progress_begins(actor, case, at, clock, terms)


def progress_begins(actor: Any, case: Case, at: datetime, clock: Clock | None, terms: Terms | None) -> None:
    rule = terms.cases.progress_for(case.severity) if terms else None
    if terms is None or rule is None:
        return
    given: dict[str, Any] = {
        "actor": actor,
        "clause": rule.clause,
        "version": terms.version,
        "start": at,
        "at": at,
        "rule": Rule.of_policy(rule, continuous_from=responded_at(case)),
        "thresholds": terms.thresholds(PROGRESS, rule),
    }
    if clock:
        clocks.clock_renew(clock=clock, **given)
    else:
        clocks.clock_open(subject=case.subject, kind=PROGRESS, **given)


def responded_at(case: Case) -> datetime | None:
    """When the present cycle's response was given: continuous effort counts from then (itpdx:4d)."""
    return Clock.objects.filter(subject=case.subject, kind=RESPONSE).values_list("stopped_at", flat=True).first()


def response_counts_from(case: Case) -> datetime | None:
    """From when the response counts that is owed now; None where none is, or it waits."""
    owed = Clock.objects.filter(subject=case.subject, kind=RESPONSE, stopped_at=None, cancelled_at=None)
    return owed.values_list("started_at", flat=True).first()


def severity_changed(actor: Any, case: Case, old: int | None, at: datetime, reason: str) -> None:
    """Compute the running clocks again for the new severity; pauses so far are kept."""
    terms = case_terms(case)
    if terms is None or old == case.severity:
        return
    _retarget_response(actor, case, terms, at, reason, raised=old is not None and (case.severity or 0) < old)
    _retarget_progress(actor, case, terms, at, reason)


def _retarget_response(actor: Any, case: Case, terms: Terms, at: datetime, reason: str, *, raised: bool) -> None:
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


def _retarget_progress(actor: Any, case: Case, terms: Terms, at: datetime, reason: str) -> None:
    clock, rule = clocks.clock_of(case.subject, PROGRESS), terms.cases.progress_for(case.severity)
    live = clock is not None and not clock.stopped_at and not clock.cancelled_at
    if clock and live and rule is None:
        _owed_no_more(actor, clock, at, reason)
    elif clock and live and rule:
        clocks.clock_retarget(
            actor=actor,
            clock=clock,
            rule=Rule.of_policy(rule, continuous_from=responded_at(case)),
            clause=rule.clause,
            version=terms.version,
            thresholds=terms.thresholds(PROGRESS, rule),
            at=at,
            origin=clock.started_at,
            reason=reason,
        )
    elif case.first_response_at and case.state in ("open", "workaround"):
        progress_begins(actor, case, at, clock, terms)


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


def next_due(case: Case) -> datetime | None:
    """The earliest instant at which somebody owes something on the case."""
    owed = Clock.objects.live().filter(subject=case.subject, kind__in=_OWED)
    found: datetime | None = owed.aggregate(first=Min("due_at"))["first"]
    return found
