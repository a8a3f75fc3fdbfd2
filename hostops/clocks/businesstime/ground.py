"""The ground a clock walks on: endless streams of stretches, before any pause."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from hostops.clocks.businesstime.calendar import ONE_DAY, Calendar, last_day_looked_at
from hostops.clocks.businesstime.durations import Duration, TimeMode
from hostops.clocks.businesstime.limits import LATEST, LOOK_AHEAD_DAYS, NeverOpen, OutOfRange
from hostops.clocks.businesstime.stretches import (
    ELAPSED,
    NOTHING,
    OPEN,
    Stretch,
    bounded,
    counting_time,
    repainted,
    until,
)
from hostops.clocks.businesstime.wall import local_date, moved_by_calendar, zone_named


def ground(start: datetime, time: TimeMode, calendar: Calendar) -> Iterator[Stretch]:
    """What follows `start`: all time, or open and closed hours with what lies open beside them.

    Walking beyond what is looked at raises OutOfRange, or NeverOpen where nothing was open.
    """
    if time == "elapsed":
        return iter(((start, LATEST, ELAPSED),))
    hours = _open_and_closed(start, calendar)
    return repainted(hours, calendar.extra_open, counting=False, why=OPEN) if calendar.extra_open else hours


def _open_and_closed(start: datetime, calendar: Calendar) -> Iterator[Stretch]:
    day = local_date(start, zone_named(calendar.timezone))
    last, opened = last_day_looked_at(day), False
    while day <= last:
        for begin, end, why in calendar.stretches_of(day):
            if end > start:
                opened = opened or why == OPEN
                yield (begin if begin > start else start), end, why
        day += ONE_DAY
    raise too_far(opened)


def too_far(opened: bool) -> ValueError:
    """What to say at the end of the search, having seen open time or none."""
    if opened:
        return OutOfRange(f"business time is reckoned for at most {LOOK_AHEAD_DAYS} days from the start")
    return NeverOpen(f"the calendar has no open hours within {LOOK_AHEAD_DAYS} days of the start")


def required(start: datetime, duration: Duration, time: TimeMode, calendar: Calendar) -> timedelta:
    """How much time must count from `start` until the deadline: what no pause can change.

    - elapsed: up to the same wall-clock time on the day the calendar part leads to, and the
      exact part;
    - business: the open time up to the close of the Nth business day after the local date of
      the start, and the exact part.
    """
    if time == "elapsed":
        zone = zone_named(calendar.timezone)
        target = moved_by_calendar(start, zone, months=duration.calendar_months, days=duration.calendar_days)
        return max(target - start, NOTHING) + duration.exact
    calendar.check_opens()
    if not duration.calendar_days:
        return duration.exact
    return open_time(start, nth_close(start, duration.calendar_days, calendar), calendar) + duration.exact


def open_time(start: datetime, end: datetime, calendar: Calendar) -> timedelta:
    """The business time between two instants; nothing where `end` is not later."""
    return counting_time(bounded(until(ground(start, "business", calendar), end)))


def nth_close(start: datetime, days: int, calendar: Calendar) -> datetime:
    """The close of the `days`-th business day after the local date of `start`.

    A business day is a local date with open hours of its own. Where the clock of a place falls
    back across midnight a date may close before `start`: such a one has passed.
    """
    day = local_date(start, zone_named(calendar.timezone))
    last, opened = last_day_looked_at(day), False
    while day < last:
        day += ONE_DAY
        close = calendar.close_of(day)
        if close is not None and close > start:
            opened, days = True, days - 1
            if not days:
                return close
    raise too_far(opened)


def nth_close_back(end: datetime, days: int, earliest: date, calendar: Calendar) -> datetime | None:
    """The close of the `days`-th business day before the local date of `end`; None before `earliest`."""
    day = local_date(end, zone_named(calendar.timezone))
    while day > earliest:
        day -= ONE_DAY
        close = calendar.close_of(day)
        if close is not None:
            days -= 1
            if not days:
                return close
    return None
