"""Progress: from each public word of staff to the next."""

from datetime import datetime
from typing import Any

from hostops.clocks import actions as clocks
from hostops.clocks.models import Clock
from hostops.clocks.rules import Rule
from tickets.clocks.kinds import PROGRESS, case_terms, owed_no_more
from tickets.clocks.response import responded_at
from tickets.models import Case
from tickets.terms import Terms


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


def progress_retargeted(actor: Any, case: Case, terms: Terms, at: datetime, reason: str) -> None:
    clock, rule = clocks.clock_of(case.subject, PROGRESS), terms.cases.progress_for(case.severity)
    live = clock is not None and not clock.stopped_at and not clock.cancelled_at
    if clock and live and rule is None:
        owed_no_more(actor, clock, at, reason)
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
