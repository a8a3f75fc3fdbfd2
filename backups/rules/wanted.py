"""The slots whose copies are promised to be there still, and the fulls that were due. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from backups.rules.retention import expires_at
from hostops.clocks.businesstime.durations import Duration
from hostops.clocks.businesstime.wall import moved_by_calendar, zone_named
from hostops.clocks.slots import next_slot, slots_of
from hostops.policies.schema.backups import Tier

# A month taken off a date and put on again may miss it by so much.
_CLAMPED = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Span:
    """A tier as it is promised of a server, from when until when.

    `zone` is that of its times of day, `days` the one in which its days are counted.
    """

    tier: Tier
    zone: str
    days: str
    from_at: datetime
    until_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A slot that is past due; its time is up when the next begins. A copy made at it is kept until `kept_until`."""

    tier: Tier
    slot: datetime
    due_at: datetime
    ends_at: datetime
    kept_until: datetime

    @property
    def key(self) -> tuple[str, datetime]:
        return self.tier.name, self.slot

    def has(self, instant: datetime) -> bool:
        return self.slot <= instant < self.ends_at


def reach(tier: Tier, days: str, at: datetime) -> datetime:
    """How far back from `at` its copies are kept."""
    kept = Duration.parse(tier.retention)
    return moved_by_calendar(at, zone_named(days), months=-kept.calendar_months, days=-kept.calendar_days)


def due_at(tier: Tier, slot: datetime, days: str) -> datetime:
    """By when the copy of a slot is to be there: its grace in elapsed time."""
    grace = Duration.parse(tier.grace or "PT0S")
    moved = moved_by_calendar(slot, zone_named(days), months=grace.calendar_months, days=grace.calendar_days)
    return moved + grace.exact


def wanted(spans: Sequence[Span], at: datetime) -> list[Wanted]:
    """The slots that are past due at `at` and whose copies, taken in time, are kept still; the earliest first."""
    found = [one for span in spans for one in _of_span(span, reach(span.tier, span.days, at) - _CLAMPED, at)]
    return sorted((one for one in found if at < one.kept_until), key=lambda one: (one.slot, one.tier.name))


def fulls_due(spans: Sequence[Span], since: datetime, at: datetime) -> list[Wanted]:
    """The slots of full copies from `since` on that are past due at `at`, the earliest first."""
    fulls = [one for span in spans if span.tier.kind == "full" for one in _of_span(span, since, at)]
    return sorted(fulls, key=lambda one: (one.slot, one.tier.name))


def _of_span(span: Span, since: datetime, at: datetime) -> Iterator[Wanted]:
    end = at if span.until_at is None else min(at, span.until_at)
    slots = slots_of(span.tier, span.zone, max(since, span.from_at), end)
    after = [*slots[1:], *((next_slot(span.tier, span.zone, slots[-1]),) if slots else ())]
    for slot, following in zip(slots, after, strict=True):
        due = due_at(span.tier, slot, span.days)
        if due <= at and following:
            yield Wanted(span.tier, slot, due, following, expires_at(slot, span.tier.retention, span.days))
