"""When something is due, how much has counted, and the instants between: all one walk.

1. `required` says how much time must count from the start; pauses do not change it.
2. The ground is cut at the pauses: what counted in them becomes paused.
3. The deadline is the first instant by which the required time has counted.

So a pause shifts an elapsed clock by its seconds, a business clock by its open seconds, and a
clock of calendar or business days likewise from the instant it had; and a duration used up
exactly at closing time is due at closing time.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from fractions import Fraction

from hostops.clocks.businesstime.calendar import Calendar
from hostops.clocks.businesstime.durations import Duration, TimeMode
from hostops.clocks.businesstime.ground import ground, nth_close_back, open_time, required
from hostops.clocks.businesstime.limits import OutOfRange
from hostops.clocks.businesstime.pauses import Pause, closed_and_open
from hostops.clocks.businesstime.spans import Deadline, Span, explained
from hostops.clocks.businesstime.stretches import (
    NOTHING,
    PAUSED,
    Interval,
    Stretch,
    bounded,
    counting_time,
    repainted,
    until,
    used_up,
)
from hostops.clocks.businesstime.wall import in_utc, local_date, moved_by_calendar, zone_named

MICROSECOND = timedelta(microseconds=1)
# Thresholds beyond the deadline are lawful (told again at twice the time), within reason.
MOST_PERCENT = 1_000


def deadline(
    start: datetime, duration: Duration, time: TimeMode, calendar: Calendar, pauses: Sequence[Pause] = ()
) -> Deadline:
    """When `duration` from `start` is used up, with the spans that explain it.

    No time at all is due at its start. An open pause that begins before the deadline would be
    reached leaves it without one; a pause that begins at or after it changes nothing.
    ValueError: no zone, out of range, a duration without meaning in `time`, NeverOpen.
    """
    start = in_utc(start, "the start")
    duration.check_for(time)
    amount = required(start, duration, time, calendar)
    stretches, due_at, held_since = _walk(start, amount, time, calendar, pauses)
    return Deadline(due_at, explained(stretches, held_since))


def _walk(
    start: datetime, amount: timedelta, time: TimeMode, calendar: Calendar, pauses: Sequence[Pause]
) -> tuple[list[Stretch], datetime | None, datetime | None]:
    """The stretches by which `amount` has counted; their end, or since when an open pause holds it."""
    ended, open_since = closed_and_open(pauses)
    stream = _with_pauses(start, time, calendar, ended)
    if open_since is not None:
        open_since = max(open_since, start)
        stream = until(stream, open_since)
    stretches = list(used_up(stream, amount))
    if counting_time(stretches) == amount:
        return stretches, stretches[-1][1] if stretches else start, None
    if open_since is None:
        raise OutOfRange("the deadline lies beyond the dates that can be reckoned with")
    return stretches, None, open_since


def _with_pauses(start: datetime, time: TimeMode, calendar: Calendar, ended: Sequence[Interval]) -> Iterator[Stretch]:
    stream = ground(start, time, calendar)
    return bounded(repainted(stream, ended, counting=True, why=PAUSED) if ended else stream)


def counted(
    start: datetime, end: datetime, time: TimeMode, calendar: Calendar, pauses: Sequence[Pause] = ()
) -> tuple[int, tuple[Span, ...]]:
    """The whole seconds that counted from `start` to `end`, with their spans; an open pause lasts to `end`.

    ValueError as for `deadline`, and where `end` is before `start`. A calendar that never opens
    is lawful here: nothing counted.
    """
    start, end = in_utc(start, "the start"), in_utc(end, "the end")
    Duration().check_for(time)
    if end < start:
        raise ValueError("the end is before the start")
    ended = [Pause(pause.start, max(pause.start, end)) if pause.end is None else pause for pause in pauses]
    spans = explained(until(_with_pauses(start, time, calendar, closed_and_open(ended)[0]), end))
    return sum(span.seconds or 0 for span in spans if span.counts), spans


def share_at(
    start: datetime,
    duration: Duration,
    time: TimeMode,
    calendar: Calendar,
    pauses: Sequence[Pause] = (),
    *,
    percent: int | Fraction,
) -> datetime | None:
    """The first instant by which `percent` of the counting time has passed; None while a pause holds it.

    100 is the deadline itself, 0 the start, 200 twice the time. The counting time of a clock of
    business days is the open time up to its close. Rounded up to the microsecond.
    """
    start = in_utc(start, "the start")
    duration.check_for(time)
    if not isinstance(percent, int | Fraction) or not 0 <= percent <= MOST_PERCENT:
        raise ValueError(f"a share is 0 to {MOST_PERCENT} percent, as a whole number or a fraction")
    share = Fraction(percent) / 100 * (required(start, duration, time, calendar) // MICROSECOND)
    return _walk(start, -(-share.numerator // share.denominator) * MICROSECOND, time, calendar, pauses)[1]


def before_at(
    start: datetime,
    duration: Duration,
    time: TimeMode,
    calendar: Calendar,
    pauses: Sequence[Pause] = (),
    *,
    ahead: Duration,
) -> datetime | None:
    """The first instant at which no more than `ahead` is left to count; None while a pause holds it.

    `ahead` counts as the clock does: an hour before a business deadline is an open hour, never
    midnight. Its calendar part goes back from the deadline that holds without pauses: to the
    same wall-clock time (elapsed), or to the close of the Nth business day before (business).
    Where the clock has less time than `ahead` in all, the instant is its start.
    """
    start = in_utc(start, "the start")
    duration.check_for(time)
    ahead.check_for(time)
    amount = required(start, duration, time, calendar)
    early = _required_up_to(start, amount, ahead, time, calendar)
    return _walk(start, max(early - ahead.exact, NOTHING), time, calendar, pauses)[1]


def _required_up_to(
    start: datetime, amount: timedelta, ahead: Duration, time: TimeMode, calendar: Calendar
) -> timedelta:
    """The part of `amount` that counts before the calendar part of `ahead` begins."""
    if not ahead.calendar_months and not ahead.calendar_days:
        return amount
    zone, months, days = zone_named(calendar.timezone), ahead.calendar_months, ahead.calendar_days
    due_at = _walk(start, amount, time, calendar, ())[1] or start
    if time == "elapsed":
        return moved_by_calendar(due_at, zone, months=-months, days=-days) - start
    mark = nth_close_back(due_at, days, local_date(start, zone), calendar)
    return NOTHING if mark is None else open_time(start, mark, calendar)
