"""A second opinion on business time: slow, plain, and sharing no code with the engine.

It knows one thing: what the wall clock of a place shows in each minute of UTC. It steps from
minute to minute, asks whether this minute is open, closed, a holiday or paused, and counts.
Instants here are whole minutes since 1970 in UTC.

The wall clock of opening hours never runs backward: where clocks go back, it stands at the
latest time it has shown until the real one has caught up. So a repeated opening or closing time
means its first occurrence, and a skipped one takes effect at the jump.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
DAY = 1440
# No clock of the zones tested goes back by more; so far behind a start its latest time is sought.
LONGEST_REPEAT = 200
TOO_FAR = 100 * DAY


class TooFar(Exception):
    """The example leads further than is stepped; tests discard it."""


def minute_of(instant: datetime) -> int:
    minutes, rest = divmod(instant - EPOCH, MINUTE)
    assert not rest
    return minutes


def instant_of(minute: int) -> datetime:
    return EPOCH + minute * MINUTE


def midnight(day: date) -> int:
    """When the date begins in UTC."""
    return (day - EPOCH.date()).days * DAY


@lru_cache(maxsize=400_000)
def shown(zone: str, minute: int) -> int:
    """What the wall clock shows, as minutes since the first day of the calendar."""
    wall = datetime.fromtimestamp(minute * 60, ZoneInfo(zone))
    return wall.toordinal() * DAY + wall.hour * 60 + wall.minute


@dataclass
class Place:
    """Hours, holidays and closed days of a place, and pauses of a clock that runs there."""

    zone: str
    hours: list[list[tuple[int, int]]]
    holidays: dict[date, str] = field(default_factory=dict)
    closed: dict[date, str] = field(default_factory=dict)
    extra: list[tuple[int, int]] = field(default_factory=list)
    pauses: list[tuple[int, int | None]] = field(default_factory=list)

    def minutes(self, start: int) -> Iterator[tuple[int, int]]:
        """Every minute from `start` with the latest wall time shown until then."""
        latest = max(shown(self.zone, minute) for minute in range(start - LONGEST_REPEAT, start))
        for minute in range(start, start + TOO_FAR):
            latest = max(latest, shown(self.zone, minute))
            yield minute, latest
        raise TooFar

    def by_the_hours(self, wall: int) -> str:
        ordinal, time = divmod(wall, DAY)
        day = date.fromordinal(ordinal)
        if day in self.holidays:
            return f"holiday: {self.holidays[day]}"
        if day in self.closed:
            return f"closed: {self.closed[day]}"
        return "open" if any(a <= time < b for a, b in self.hours[day.weekday()]) else "closed"

    def paused(self, minute: int) -> bool:
        return any(a <= minute and (b is None or minute < b) for a, b in self.pauses)

    def held(self, minute: int) -> bool:
        """An open pause has begun."""
        return any(b is None and a <= minute for a, b in self.pauses)

    def business(self, start: int) -> Iterator[tuple[int, str]]:
        for minute, wall in self.minutes(start):
            why = self.by_the_hours(wall)
            if any(a <= minute < b for a, b in self.extra):
                why = "open"
            yield minute, "paused" if why == "open" and self.paused(minute) else why

    def elapsed(self, start: int) -> Iterator[tuple[int, str]]:
        for minute in range(start, start + TOO_FAR):
            yield minute, "paused" if self.paused(minute) else "elapsed"
        raise TooFar

    def labels(self, start: int, time: str) -> Iterator[tuple[int, str]]:
        return self.business(start) if time == "business" else self.elapsed(start)

    def after(self, start: int, amount: int, time: str) -> int | None:
        """When `amount` minutes have counted; None where an open pause comes first."""
        if amount == 0:
            return start
        for minute, why in self.labels(start, time):
            if self.held(minute):
                return None
            amount -= why in ("open", "elapsed")
            if amount == 0:
                return minute + 1
        raise AssertionError

    def unpaused(self) -> "Place":
        return Place(self.zone, self.hours, self.holidays, self.closed, self.extra)

    def close_of_nth_day(self, start: int, days: int) -> int:
        """The end of the last open minute of the Nth date with open minutes after the start's."""
        close, close_day, first = None, None, shown(self.zone, start) // DAY
        for minute, wall in self.minutes(start):
            if close_day is not None and wall // DAY != close_day:
                days, close_day = days - 1, None
                if days == 0:
                    assert close is not None
                    return close
            if wall // DAY > first and self.by_the_hours(wall) == "open":
                close, close_day = minute + 1, wall // DAY
        raise AssertionError

    def shifted(self, start: int, due: int, time: str) -> int | None:
        """`due` moved on by the pauses before it, until no further pause comes before it."""
        unpaused, reached = self.unpaused(), due
        while True:
            if any(b is None and a < reached for a, b in self.pauses):
                return None
            lost = sum(why == "paused" for minute, why in self._until(start, reached, time))
            further = unpaused.after(due, lost, time)
            assert further is not None
            if further == reached:
                return reached
            reached = further

    def _until(self, start: int, end: int, time: str) -> Iterator[tuple[int, str]]:
        if start < end:
            for minute, why in self.labels(start, time):
                yield minute, why
                if minute + 1 == end:
                    return

    def spans(self, start: int, end: int, time: str) -> list[tuple[int, int, str]]:
        """The minutes from `start` to `end` by their reasons, neighbours as one."""
        found: list[tuple[int, int, str]] = []
        for minute, why in self._until(start, end, time):
            if found and found[-1][2] == why:
                found[-1] = (found[-1][0], minute + 1, why)
            else:
                found.append((minute, minute + 1, why))
        return found


def moved(zone: str, start: int, days: int, months: int = 0) -> int:
    """The same wall time on another date, found by looking at every minute around it."""
    day, time = divmod(shown(zone, start), DAY)
    when = date.fromordinal(day)
    for _ in range(months):
        when = (when.replace(day=1) + timedelta(days=31)).replace(day=1)
    if months:
        last = (when + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        when = when.replace(day=min(date.fromordinal(day).day, last.day))
    return first_showing(zone, (when.toordinal() + days) * DAY + time)


def first_showing(zone: str, wall: int) -> int:
    """The first minute that shows `wall`; if it is skipped, as late as if nothing had been skipped."""
    utc = wall - EPOCH.date().toordinal() * DAY
    around = range(utc - 27 * 60, utc + 27 * 60)
    for minute in around:
        if shown(zone, minute) == wall:
            return minute
    for minute in around:
        if shown(zone, minute - 1) < wall < shown(zone, minute):
            return minute + wall - (shown(zone, minute - 1) + 1)
    raise AssertionError
