"""How what is owed stands at an instant, told by the database: `rules.standing.state_of` for many rows."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, F, Q, QuerySet, Value, When
from django.db.models.functions import Least

from hostops.lib.now import now
from maintenance.patching.models import PatchOwed
from maintenance.patching.rules.standing import DROPPED, EXCEPTED, LATE, ON_TIME, OPEN

# What was asked a moment ago is asked of the present: nobody waits for what was reported in between.
_MOMENT = timedelta(seconds=1)


def stated(owed: QuerySet[PatchOwed], at: datetime) -> QuerySet[Any]:
    """The rows with their `state` as it was known at `at`: a run that was reported later had not been done yet."""
    known = Q(done_at__lte=at)
    if at < now() - _MOMENT:
        known &= Q(done_by=None) | Q(done_by__reported_at=None) | Q(done_by__reported_at__lte=at)
    state = Case(
        When(known & Q(done_at__lte=F("due_at")), then=Value(ON_TIME)),
        When(dropped_at__lte=at, then=Value(DROPPED)),
        When(_excepted(at), then=Value(EXCEPTED)),
        When(due_at__lt=at, then=Value(LATE)),
        default=Value(OPEN),
    )
    return owed.annotate(state=state)


def _excepted(at: datetime) -> Q:
    """An approved exception covers the due instant; of an end that came early only what was known then."""
    ended_early = Q(exception__ended_at__lte=Least(Value(at), F("due_at")))
    return (
        Q(exception__approved_at__lte=at, exception__from_at__lte=at)
        & Q(exception__from_at__lte=F("due_at"), exception__until_at__gt=F("due_at"))
        & ~ended_early
    )
