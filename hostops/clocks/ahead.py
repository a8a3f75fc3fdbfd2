"""A promise kept so long ahead of an instant: the notice of a window. Pure, and never paused.

The due instant is the local date of that instant less the days, at the same wall-clock time of the
zone. It may lie before the promise came on record: then nothing was left to count, and it is late
from the first.
"""

from datetime import datetime, timedelta
from fractions import Fraction

from hostops.clocks.businesstime.durations import Duration
from hostops.clocks.businesstime.spans import Deadline, Span
from hostops.clocks.businesstime.wall import moved_by_calendar, zone_named

_MICROSECOND = timedelta(microseconds=1)
_ELAPSED = "elapsed"


def moment_ahead(instant: datetime, ahead: Duration, timezone: str) -> datetime:
    """`ahead` before `instant`: calendar units at the same wall-clock time of `timezone`, then exact ones. UTC."""
    zone = zone_named(timezone)
    day = moved_by_calendar(instant, zone, months=-ahead.calendar_months, days=-ahead.calendar_days)
    return day - ahead.exact


def deadline_ahead(origin: datetime, until: datetime, ahead: Duration, timezone: str) -> Deadline:
    """Due `ahead` before `until`, with the one span from `origin` that explains it."""
    due_at = moment_ahead(until, ahead, timezone)
    if due_at <= origin:
        return Deadline(due_at, ())
    return Deadline(due_at, (Span(origin, due_at, True, _ELAPSED, int((due_at - origin).total_seconds())),))


def threshold_ahead(key: str, origin: datetime, due_at: datetime, timezone: str) -> datetime:
    """When "50%" or "P7D before" of the time from `origin` to `due_at` is crossed; not before `origin`."""
    if due_at <= origin:
        return due_at
    if key.endswith("%"):
        share = Fraction(int(key[:-1]), 100) * ((due_at - origin) // _MICROSECOND)
        return origin - (-share.numerator // share.denominator) * _MICROSECOND
    return max(moment_ahead(due_at, Duration.parse(key.split()[0]), timezone), origin)
