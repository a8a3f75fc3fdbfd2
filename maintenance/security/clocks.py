"""The clock of a notice that follows an action (itpdx:5j): from the action to when the last account had it."""

from datetime import datetime
from typing import Any

from hostops.clocks import actions as clocks
from hostops.clocks.rules import Rule
from maintenance.security.models import SecurityResponse
from maintenance.security.promised import strictest_notice, terms_of_response

NOTICE = "security_notice"


def notice_owed(actor: Any, response: SecurityResponse, at: datetime, reason: str) -> None:
    """Let the notice be due by the strictest policy of those concerned that knows the reason, counted from `at`.

    1. Where none knows it nothing was promised, and no clock runs.
    2. A clock that runs is computed again from where it began: a stricter account may have come in.
    3. One that has ended begins its next cycle: whoever came in later is owed a notice too.
    """
    found = strictest_notice(terms_of_response(response, at), response.acted_reason, at)
    if found is None:
        return
    terms, rule = found
    given: dict[str, Any] = {
        "actor": actor,
        "clause": rule.notice.clause,
        "version": terms.version,
        "rule": Rule.of_policy(rule.notice),
        "thresholds": terms.document.alerts.for_kind(NOTICE, rule.notice.thresholds),
        "reason": reason,
    }
    clock = clocks.clock_of(response.subject, NOTICE)
    if clock is None:
        clocks.clock_open(subject=response.subject, kind=NOTICE, start=at, at=at, **given)
    elif clock.stopped_at or clock.cancelled_at:
        clocks.clock_renew(clock=clock, start=at, at=at, **given)
    else:
        clocks.clock_retarget(clock=clock, origin=clock.started_at, at=at, keeps_earlier=True, **given)


def notice_kept(response: SecurityResponse, at: datetime) -> None:
    """Every account had it, the last of them at `at`."""
    clock = clocks.clock_of(response.subject, NOTICE)
    if clock:
        moment = max(at, clock.started_at or at)
        clocks.clock_stop(actor=None, clock=clock, at=moment, reason="every affected account was told")
