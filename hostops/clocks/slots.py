"""The slots of a backup tier: the instants at which a copy is expected, by the wall clock of a zone. Pure.

A wall time that a zone's clock skips moves forward by what was skipped, one that it shows twice
means the first; a date that a zone skipped altogether has no slot of its own. An occasional tier
has none at all. Instants come out in UTC.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import count, dropwhile, takewhile
from zoneinfo import ZoneInfo

from hostops.clocks.businesstime.wall import local_date, same_wall_time, zone_named
from hostops.policies.schema.backups import Tier
from hostops.policies.schema.calendars import WEEKDAYS

_DAY = timedelta(days=1)
_MONTHS = 12


def slots_within(
    tiers: Sequence[Tier], zone: str, starts_at: datetime, ends_at: datetime
) -> Iterator[tuple[datetime, Tier]]:
    """Each slot of each tier from `starts_at` up to, and not at, `ends_at`, the earliest first."""
    found = [(slot, tier) for tier in tiers for slot in slots_of(tier, zone, starts_at, ends_at)]
    return iter(sorted(found, key=lambda pair: pair[0]))


def slots_of(tier: Tier, zone: str, starts_at: datetime, ends_at: datetime) -> list[datetime]:
    """The slots of one tier from `starts_at` up to, and not at, `ends_at`."""
    return list(takewhile(lambda slot: slot < ends_at, slots_from(tier, zone, starts_at)))


def next_slot(tier: Tier, zone: str, after: datetime) -> datetime | None:
    """The first slot later than `after`; None for an occasional tier."""
    return next(dropwhile(lambda slot: slot <= after, slots_from(tier, zone, after)), None)


def slot_of(tier: Tier, zone: str, at: datetime) -> datetime | None:
    """The slot in whose time `at` lies: the last one at or before it; None for an occasional tier."""
    place = zone_named(zone)
    for day in _dates(tier, local_date(at, place) + _DAY, way=-1):
        if (slot := _slot(tier, day, place)) <= at:
            return slot
    return None


def slots_from(tier: Tier, zone: str, starts_at: datetime) -> Iterator[datetime]:
    """The slots from `starts_at` on, for ever."""
    place = zone_named(zone)
    last = None
    for day in _dates(tier, local_date(starts_at, place) - _DAY):
        slot = _slot(tier, day, place)
        if slot >= starts_at and slot != last:
            yield slot
            last = slot


def _slot(tier: Tier, day: date, place: ZoneInfo) -> datetime:
    return same_wall_time(datetime.combine(day, time.fromisoformat(tier.time_of_day or "00:00")), place)


def _dates(tier: Tier, first: date, way: int = 1) -> Iterator[date]:
    """The dates of the cadence from `first` on; with `way` -1 those up to it, the latest first."""
    if tier.time_of_day is None:
        return iter(())
    return _in_months(tier, first, way) if tier.day_of_month else _in_weeks(tier, first, way)


def _in_months(tier: Tier, first: date, way: int) -> Iterator[date]:
    for month in count(first.year * _MONTHS + first.month - 1, way):
        day = date(month // _MONTHS, month % _MONTHS + 1, tier.day_of_month or 1)
        if (day - first).days * way >= 0 and tier.month in (None, day.month):
            yield day


def _in_weeks(tier: Tier, first: date, way: int) -> Iterator[date]:
    """Each day, or each of one weekday."""
    step = len(WEEKDAYS) if tier.weekday else 1
    away = (WEEKDAYS.index(tier.weekday) - first.weekday()) * way % step if tier.weekday else 0
    for days in count(away, step):
        yield first + days * way * _DAY
