"""A person's own day. Pure: given now."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_DAY = timedelta(days=1)


def next_in_day(now: datetime, zone: ZoneInfo, starts: time, ends: time) -> datetime:
    """`now` where it lies in the person's day, else when their next day starts (UTC).

    A day that ends before it starts runs over midnight (22:00-06:00); one that ends when it
    starts never ends. Across a clock change the wall clock of the person counts.
    """
    wall = now.astimezone(zone)
    if _in_day(wall.time(), starts, ends):
        return now
    today = _start(wall.date(), zone, starts)
    return today if today > now else _start(wall.date() + _DAY, zone, starts)


def _in_day(wall: time, starts: time, ends: time) -> bool:
    if starts < ends:
        return starts <= wall < ends
    return wall >= starts or wall < ends


def _start(day: date, zone: ZoneInfo, starts: time) -> datetime:
    return datetime.combine(day, starts, tzinfo=zone).astimezone(UTC)
