"""How long a window may last, by its kind (iptor:5e).

`PT36H` is exact: 36 hours of absolute time, whatever the clocks of the place do in between. A
length in days is by the wall clock: the same time of day, so many dates later.
"""

from datetime import datetime, timedelta

from hostops.clocks.businesstime import Duration
from hostops.clocks.businesstime.wall import in_utc, moved_by_calendar, zone_named
from hostops.policies.schema.durations import in_words
from hostops.policies.schema.windows import Windows


def latest_end(starts_at: datetime, longest: str, zone: str) -> datetime:
    """The latest lawful end (UTC) of a window of at most `longest` that begins at `starts_at`."""
    length, starts_at = Duration.parse(longest), in_utc(starts_at, "the start of the window")
    months, days = length.calendar_months, length.calendar_days
    return moved_by_calendar(starts_at, zone_named(zone), months=months, days=days) + length.exact


def too_long(kind: str, starts_at: datetime, ends_at: datetime, windows: Windows, zone: str) -> str | None:
    """In words, why a window of `kind` is longer than its policy allows; None where it is not."""
    longest = windows.maximum_length(kind)
    if longest is None or ends_at <= latest_end(starts_at, longest, zone):
        return None
    return f"a {kind} window lasts up to {in_words(longest)}; this one lasts {lasting(ends_at - starts_at)}"


def lasting(length: timedelta) -> str:
    """An exact length in hours, minutes and seconds: `6 hours and 30 minutes`, `36 hours`."""
    return Duration(seconds=max(0, int(length.total_seconds()))).in_words()
