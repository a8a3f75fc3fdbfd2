"""Instants and the wall clock of a place.

Instants are aware datetimes, kept in UTC; a wall time is a naive datetime, read in a named zone.
Going from a wall time to an instant has two meanings, which differ only where a zone's clock
jumps: `first_reaching` serves opening hours and dates, `same_wall_time` serves "at the same time
of day".
"""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from hostops.clocks.businesstime.limits import EARLIEST, LATEST, LONGEST_DAYS, OutOfRange

SECOND = timedelta(seconds=1)


@lru_cache(maxsize=256)
def zone_named(name: str) -> ZoneInfo:
    """The IANA zone `name`; ValueError where there is none."""
    try:
        # "localtime" is whatever the machine says: the same deadline must come out everywhere
        if name and name != "localtime":
            return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        pass
    raise ValueError(f"{name[:60]!r} is not a time zone; use a name such as Europe/Berlin")


def in_utc(instant: datetime, what: str) -> datetime:
    """`instant` in UTC. ValueError, naming `what`, where it has no zone or lies out of range."""
    if instant.tzinfo is not UTC:
        if instant.utcoffset() is None:
            raise ValueError(f"{what} has no time zone; write an offset, such as 2026-03-27T16:00:00+01:00")
        try:
            instant = instant.astimezone(UTC)
        except OverflowError:
            raise _out_of_range(what) from None
    if not EARLIEST <= instant <= LATEST:
        raise _out_of_range(what)
    return instant


def _out_of_range(what: str) -> OutOfRange:
    return OutOfRange(f"{what} lies outside {EARLIEST:%Y-%m-%d} to {LATEST:%Y-%m-%d}")


def local_date(instant: datetime, zone: ZoneInfo) -> date:
    """The date that the wall clock shows at `instant`."""
    return instant.astimezone(zone).date()


def first_reaching(wall: datetime, zone: ZoneInfo) -> datetime:
    """The first instant (UTC) at which the wall clock reads `wall` or has jumped past it.

    A repeated wall time means its first occurrence; one inside a gap means the end of the gap.
    Never decreasing in `wall`, so that opening hours keep their order across every jump.
    """
    before, after = _both_readings(wall, zone)
    return before if before <= after else _end_of_gap(wall, zone, after, before)


def _both_readings(wall: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """`wall` by the offset that holds before a jump around it, and by the one after it."""
    first = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    second = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    return first, second


def _end_of_gap(wall: datetime, zone: ZoneInfo, early: datetime, late: datetime) -> datetime:
    """The jump over `wall`, found by halving: before it at `early`, behind it at `late`."""
    while late - early > SECOND:
        middle = early + (late - early) // 2 // SECOND * SECOND
        if middle.astimezone(zone).replace(tzinfo=None) < wall:
            early = middle
        else:
            late = middle
    return late


def same_wall_time(wall: datetime, zone: ZoneInfo) -> datetime:
    """The instant (UTC) of `wall` for "the same time on another day".

    A repeated wall time means its first occurrence. A skipped one moves forward by what was
    skipped (02:30 becomes 03:30 where clocks go from 02:00 to 03:00), as RFC 5545 has it.
    """
    return wall.replace(tzinfo=zone, fold=0).astimezone(UTC)


def moved_by_calendar(instant: datetime, zone: ZoneInfo, *, months: int = 0, days: int = 0) -> datetime:
    """`instant` moved by calendar months, then days, at the same wall-clock time of `zone`.

    A day that the month does not have becomes its last. Nothing to move by returns `instant`.
    OutOfRange where that leaves the dates reckoned with.
    """
    if not months and not days:
        return instant
    wall = instant.astimezone(zone).replace(tzinfo=None)
    try:
        moved = _moved_by_months(wall.date(), months) + timedelta(days=days)
        target = same_wall_time(datetime.combine(moved, wall.time()), zone)
    except (ValueError, OverflowError):
        raise _out_of_range("the date to reckon") from None
    return in_utc(target, "the date to reckon")


def _moved_by_months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def days_before(instant: datetime, days: int, timezone: str) -> datetime:
    """The instant `days` calendar days before `instant`, at the same wall-clock time (iptor:5f).

    A skipped wall time moves forward, a repeated one means the first; no days is `instant`
    itself. UTC. ValueError for a naive or far instant, an unknown zone, or a senseless number.
    """
    if not 0 <= days <= LONGEST_DAYS:
        raise OutOfRange(f"{days} days is not between 0 and {LONGEST_DAYS}")
    return moved_by_calendar(in_utc(instant, "the instant"), zone_named(timezone), days=-days)


def midnight(day: date) -> datetime:
    """The wall time at which `day` begins."""
    return datetime.combine(day, time.min)
