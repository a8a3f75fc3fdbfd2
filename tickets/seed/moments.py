"""When people do things: believable instants. Pure."""

from datetime import datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

_OPENS, _CLOSES = time(8, 30), time(17, 20)
_FRIDAY = 4
_DAY = timedelta(days=1)


def office(at: datetime, zone: ZoneInfo, random: Random) -> datetime:
    """`at` itself in office hours; else a little while into the next office morning."""
    wall = at.astimezone(zone)
    if wall.weekday() <= _FRIDAY and _OPENS <= wall.time() < _CLOSES:
        return at
    day = wall.date() if wall.time() < _OPENS else wall.date() + _DAY
    while day.weekday() > _FRIDAY:
        day += _DAY
    morning = datetime.combine(day, _OPENS, tzinfo=zone)
    return (morning + timedelta(minutes=random.uniform(0, 75))).astimezone(at.tzinfo)


def some_day(first: datetime, last: datetime, zone: ZoneInfo, random: Random) -> datetime:
    """An instant between the two when people notice things: mostly before noon of a working day."""
    day = first + (last - first) * random.random()
    hour = random.triangular(7.5, 18.5, 10.5)
    wall = datetime.combine(day.astimezone(zone).date(), time(), tzinfo=zone) + timedelta(hours=hour)
    return office(min(max(wall.astimezone(day.tzinfo), first), last), zone, random)


def any_time(first: datetime, last: datetime, random: Random) -> datetime:
    """An instant between the two when machines break: any."""
    return first + (last - first) * random.random()
