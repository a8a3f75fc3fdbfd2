"""Where the wall clock of a zone jumps, and what that does to "N days before, at the same time"."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hostops.clocks.businesstime import Duration
from hostops.clocks.businesstime.wall import SECOND, local_date, moved_by_calendar

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
MIDNIGHT = time.min


def jumps(zone: ZoneInfo, start: datetime, end: datetime) -> tuple[datetime, ...]:
    """The instants (UTC, whole seconds) from `start` to `end` at which the offset of `zone` changes.

    Looked at hour by hour: no zone jumps and jumps back within one.
    """
    looks = [start.replace(minute=0, second=0, microsecond=0)]
    while looks[-1] <= end:
        looks.append(looks[-1] + HOUR)
    offsets = [look.astimezone(zone).utcoffset() for look in looks]
    steps = zip(pairwise(looks), pairwise(offsets), strict=True)
    return tuple(_jump(zone, early, late) for (early, late), (before, after) in steps if before != after)


def _jump(zone: ZoneInfo, early: datetime, late: datetime) -> datetime:
    """The jump behind `early` and up to `late`, by halving."""
    before = early.astimezone(zone).utcoffset()
    while late - early > SECOND:
        middle = early + (late - early) // 2 // SECOND * SECOND
        early, late = (middle, late) if middle.astimezone(zone).utcoffset() == before else (early, middle)
    return late


def is_skipped(wall: datetime, zone: ZoneInfo) -> bool:
    """Whether the wall clock of `zone` jumps over `wall` (naive): no instant shows it."""
    return wall.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None) != wall


def breaks(low: datetime, high: datetime, back: Duration, zone: ZoneInfo) -> Iterator[datetime]:
    """The starts at which the moment `back` before them does not simply follow; some more besides.

    Between two neighbours the moment moves second by second with the start. It breaks
    1. where the clock jumps at the start itself,
    2. where the time of day reached back to is one at which the clock jumped there,
    3. at midnight, since a day that the earlier month does not have becomes its last.
    """
    yield from jumps(zone, low, high)
    least, most = spread(back)
    ends = [_end_of_jump(jump, zone) for jump in jumps(zone, low - most, high - least)]
    for day in _days(local_date(low, zone) - DAY, local_date(high, zone) + DAY):
        target = _day_before(day, back)
        times = [MIDNIGHT, *(wall.time() for wall in ends if wall.date() == target)]
        for wall in (datetime.combine(day, at) for at in times):
            yield wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
            yield wall.replace(tzinfo=zone, fold=1).astimezone(UTC)


def spread(back: Duration) -> tuple[timedelta, timedelta]:
    """The least and the most exact time that can lie between a start and the moment `back` before it.

    A month has 28 to 31 days, and the offsets of a zone are never further apart than 26 hours.
    """
    days, months = back.calendar_days, back.calendar_months
    return timedelta(days=days + 28 * months, hours=-27), timedelta(days=days + 31 * months, hours=27)


def _end_of_jump(jump: datetime, zone: ZoneInfo) -> datetime:
    """The wall time behind a gap, or behind a time that is repeated: where one reading gives way to the other."""
    walls = [instant.astimezone(zone).replace(tzinfo=None) for instant in (jump - SECOND, jump)]
    return max(walls[0] + SECOND, walls[1])


def _days(first: date, last: date) -> list[date]:
    return [first + DAY * number for number in range((last - first).days + 1)]


def _day_before(day: date, back: Duration) -> date:
    """The date that lies `back` before `day`, clamped as the moment itself is."""
    noon = datetime.combine(day, time(12), tzinfo=UTC)
    utc = ZoneInfo("UTC")
    return moved_by_calendar(noon, utc, months=-back.calendar_months, days=-back.calendar_days).date()
