"""What the clocks of a case have in common: their kinds, their terms, what is owed by them."""

from datetime import datetime
from typing import Any

from django.db.models import Min

from hostops.clocks import actions as clocks
from hostops.clocks.models import Clock
from tickets.models import Case
from tickets.terms import Terms, terms_of

RESPONSE, PROGRESS, RESOLUTION, CLOSING = "response", "progress", "resolution", "closing"
# What somebody owes; the closing clock is no debt, so it is not what is "next due" of a case.
_OWED = (RESPONSE, PROGRESS, RESOLUTION)


def case_terms(case: Case) -> Terms | None:
    """The terms of the case's present cycle."""
    return terms_of(case.contract, case.reopened_at or case.received_at)


def next_due(case: Case) -> datetime | None:
    """The earliest instant at which somebody owes something on the case."""
    owed = Clock.objects.live().filter(subject=case.subject, kind__in=_OWED)
    found: datetime | None = owed.aggregate(first=Min("due_at"))["first"]
    return found


def owed_no_more(actor: Any, clock: Clock, at: datetime, reason: str) -> None:
    """Cancel the clock; one that is late already is stopped, and so stands as late."""
    late = clock.due_at is not None and clock.due_at < at
    end = clocks.clock_stop if late else clocks.clock_cancel
    end(actor=actor, clock=clock, at=at, reason=reason)
