"""Clocks by state. A state follows from a clock's instants and the present one; it is not stored."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Least

from hostops.lib.visible import VisibleQuerySet

if TYPE_CHECKING:
    from hostops.clocks.models import Clock, Cycle

# When a promise was decided: kept at its stop or broken at its due instant, whichever came first.
DECIDED = Least("due_at", "stopped_at")
# Of what is decided: kept, or else broken.
KEPT = Q(stopped_at__isnull=False) & (Q(due_at=None) | Q(stopped_at__lte=F("due_at")))
# Not done by its due instant, whether later or never.
BROKEN = Q(stopped_at=None) | Q(stopped_at__gt=F("due_at"))
# No longer open, and not by its due instant: done after it, or called off after it.
ENDED_LATE = Q(stopped_at__gt=F("due_at")) | Q(cancelled_at__gt=F("due_at"))
STATES = ("pending", "running", "paused", "met", "breached", "cancelled")


def state_of(clock: "Clock | Cycle", now: datetime) -> str:
    """The one of `STATES` that the clock is in at `now`; `breached` also while it still runs late."""
    if clock.cancelled_at:
        return "cancelled"
    if clock.stopped_at:
        return "breached" if clock.due_at and clock.stopped_at > clock.due_at else "met"
    if clock.due_at and clock.due_at < now:
        return "breached"
    if clock.started_at is None or clock.started_at > now:
        return "pending"
    return "paused" if getattr(clock, "paused_at", None) else "running"


def state_q(state: str, now: datetime) -> Q:
    """`state_of` as a condition, for lists and counts."""
    over = Q(stopped_at__isnull=False, cancelled_at=None)
    live = Q(stopped_at=None, cancelled_at=None)
    late = live & Q(due_at__lt=now)
    in_time = live & (Q(due_at=None) | Q(due_at__gte=now))
    begun = Q(started_at__lte=now)
    return {
        "cancelled": Q(cancelled_at__isnull=False),
        "met": over & (Q(due_at=None) | Q(stopped_at__lte=F("due_at"))),
        "breached": late | (over & Q(stopped_at__gt=F("due_at"))),
        "pending": in_time & (Q(started_at=None) | Q(started_at__gt=now)),
        "paused": in_time & begun & Q(paused_at__isnull=False),
        "running": in_time & begun & Q(paused_at=None),
    }[state]


class ClockQuerySet(VisibleQuerySet["Clock"]):
    account_path = "subject__account"

    def live(self) -> Self:
        """Neither stopped nor cancelled."""
        return self.filter(stopped_at=None, cancelled_at=None)

    def ended_late(self) -> Self:
        """Done, or called off, after the due instant; by an index that neither the open ones nor the kept are in."""
        return self.filter(ENDED_LATE)

    def with_spans(self) -> Self:
        """With `spans`: how the time of the present cycle was counted when the clock last changed."""
        from hostops.clocks.models import ClockEvent

        latest = ClockEvent.objects.filter(clock=OuterRef("pk"), cycle=OuterRef("cycle")).order_by("-id")
        return self.annotate(spans=Subquery(latest.values("spans")[:1]))

    def in_state(self, state: str, now: datetime) -> Self:
        return self.filter(state_q(state, now))


class CycleQuerySet(VisibleQuerySet["Cycle"]):
    account_path = "clock__subject__account"


def decided_between(rows: QuerySet[Any], start: datetime, end: datetime, now: datetime) -> QuerySet[Any]:
    """Promises, present or past cycles, that were kept or broken from `start` on and before `end`; `decided` says when.

    What still runs in time is not decided. A promise that was cancelled is none, unless it was
    broken before: a breach that has happened stands.
    """
    stands = Q(cancelled_at=None) | Q(due_at__lt=F("cancelled_at"))
    over = Q(stopped_at__isnull=False) | Q(due_at__lt=now)
    found: QuerySet[Any] = rows.annotate(decided=DECIDED).filter(stands, over, decided__gte=start, decided__lt=end)
    return found


def broken_between(rows: QuerySet[Any], start: datetime, end: datetime, now: datetime) -> QuerySet[Any]:
    """Of `decided_between` those that were broken: asked of their own index, which the kept ones are not in."""
    stands = Q(cancelled_at=None) | Q(due_at__lt=F("cancelled_at"))
    found: QuerySet[Any] = rows.filter(BROKEN, stands, due_at__gte=start, due_at__lt=min(end, now))
    return found
