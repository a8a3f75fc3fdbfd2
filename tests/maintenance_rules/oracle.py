"""A second opinion on service windows: slow, plain, and sharing no code with the rules or with business time.

It knows one thing: what the wall clock of a place shows in each minute of UTC. It steps from minute
to minute, and from date to date. Instants here are whole minutes since 1970 in UTC, lengths are
minutes.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DAY = 1440


def minute_of(instant: datetime) -> int:
    minutes, rest = divmod(instant - EPOCH, timedelta(minutes=1))
    assert not rest
    return minutes


def instant_of(minute: int) -> datetime:
    return EPOCH + timedelta(minutes=minute)


def shown(zone: str, minute: int) -> int:
    """What the wall clock shows: minutes since the first day of the calendar."""
    wall = datetime.fromtimestamp(minute * 60, ZoneInfo(zone))
    return wall.toordinal() * DAY + wall.hour * 60 + wall.minute


@lru_cache(maxsize=4_000)
def day_of_utc(zone: str, number: int) -> tuple[list[int], dict[int, int]]:
    """What is shown in each minute of a day of UTC, and the first minute of it that shows a time."""
    walls = [shown(zone, minute) for minute in range(number * DAY, (number + 1) * DAY)]
    return walls, {wall: number * DAY + place for place, wall in reversed(list(enumerate(walls)))}


def days_around(wall: int) -> range:
    """The days of UTC in which a place can show it: no offset is further from UTC than a day."""
    guess = wall // DAY - date(1970, 1, 1).toordinal()
    return range(guess - 1, guess + 3)


@lru_cache(maxsize=500_000)
def when_shown(zone: str, wall: int) -> int:
    """The first minute that shows `wall`; for one that is jumped over, as far behind the jump as it lay in it."""
    for number in days_around(wall):
        minute = day_of_utc(zone, number)[1].get(wall)
        if minute is not None:
            return minute
    for number in days_around(wall):
        for minute in range(number * DAY, (number + 1) * DAY):
            would_show = shown(zone, minute - 1) + 1
            if would_show <= wall < shown(zone, minute):
                return minute + (wall - would_show)
    raise AssertionError((zone, wall))


def date_shown(zone: str, minute: int) -> date:
    return date.fromordinal(shown(zone, minute) // DAY)


def last_moment(start: int, days: int, zone: str) -> int:
    """The same time of day, so many dates before."""
    return when_shown(zone, shown(zone, start) - days * DAY)


def earliest_start(at: int, rules: list[tuple[int, str]]) -> int:
    """The first minute from `at` on whose last moment, by every rule, is not before `at`."""
    minute = at
    while not all(last_moment(minute, days, zone) >= at for days, zone in rules):
        minute += 1
    return minute


@dataclass
class Rules:
    """A policy of one account, in minutes: `notice` in days by kind (None: none), `longest` by kind."""

    zone: str
    notice: dict[str, int | None]
    longest: dict[str, int]


@dataclass
class Window:
    kind: str
    start: int
    end: int
    zone: str


def lawful(window: Window, policies: list[Rules], at: int) -> bool:
    if not policies or window.end <= window.start or window.start < at:
        return False
    if date_shown(window.zone, window.start).year != date_shown(window.zone, window.end - 1).year:
        return False
    return all(_kept(window, rules, at) for rules in policies)


def _kept(window: Window, rules: Rules, at: int) -> bool:
    if window.kind not in rules.notice:
        return False
    longest = rules.longest.get(window.kind)
    if longest is not None and window.end - window.start > longest:
        return False
    days = rules.notice[window.kind]
    return days is None or at <= last_moment(window.start, days, rules.zone)


def notice_due(window: Window, policies: list[Rules]) -> int | None:
    """The first of the last moments."""
    dues = [
        last_moment(window.start, days, rules.zone)
        for rules in policies
        if (days := rules.notice.get(window.kind)) is not None
    ]
    return min(dues) if dues else None


def nth_weekday(year: int, month: int, weekday: int, nth: int | None) -> date:
    """By walking the month; `nth` None is the last. Monday is 0."""
    found = []
    day = date(year, month, 1)
    while day.month == month:
        if day.weekday() == weekday:
            found.append(day)
        day += timedelta(days=1)
    return found[-1] if nth is None else found[nth - 1]


def exists(zone: str, day: date, time: str) -> bool:
    """Whether some minute of UTC shows this time on this date."""
    hours, minutes = map(int, time.split(":"))
    wall = day.toordinal() * DAY + hours * 60 + minutes
    return any(wall in day_of_utc(zone, number)[1] for number in days_around(wall))
