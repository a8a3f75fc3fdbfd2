"""The engine against an oracle that steps minute by minute and shares no code with it."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar, get_args

import pytest
from hypothesis import HealthCheck, assume, given, reject, settings
from hypothesis import strategies as st

from hostops.clocks.businesstime import (
    Calendar,
    Deadline,
    Duration,
    TimeMode,
    before_at,
    counted,
    days_before,
    deadline,
    share_at,
)
from tests.businesstime.oracle import (
    DAY,
    TooFar,
    first_showing,
    instant_of,
    midnight,
    minute_of,
    moved,
    shown,
)
from tests.businesstime.places import JUMPS, Clock, as_minutes, clocks

Answer = TypeVar("Answer")
TIMES = st.sampled_from(get_args(TimeMode))
many = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
# where the oracle steps through weeks
few = settings(many, max_examples=60)


def agrees(clock: Clock, time: TimeMode, found: Deadline, due: int | None) -> None:
    """The deadline, and every minute on the way to it."""
    assert found.due_at == (None if due is None else instant_of(due))
    spans = found.spans
    if due is None:
        last, spans = spans[-1], spans[:-1]
        assert (last.end, last.seconds, last.counts, last.why) == (None, None, False, "paused")
        assert all(span.why != "paused" or span.end != last.start for span in spans)
        due = minute_of(last.start)
    assert as_minutes(spans) == clock.place.spans(clock.start, due, time)


def known(answer: Callable[[], Answer]) -> Answer:
    """The oracle's answer; examples that lead too far are discarded."""
    try:
        return answer()
    except TooFar:
        reject()


@many
@given(clocks(), st.integers(0, 40 * 60))
def test_business_hours(clock: Clock, minutes: int) -> None:
    duration = Duration(seconds=minutes * 60)
    due = known(lambda: clock.place.after(clock.start, minutes, "business"))
    found = deadline(instant_of(clock.start), duration, "business", clock.calendar, clock.pauses)
    agrees(clock, "business", found, due)
    if due is not None:
        assert sum(span.seconds or 0 for span in found.spans if span.counts) == duration.seconds


@few
@given(clocks(), st.integers(1, 5))
def test_business_days(clock: Clock, days: int) -> None:
    close = known(lambda: clock.place.close_of_nth_day(clock.start, days))
    due = known(lambda: clock.place.shifted(clock.start, close, "business"))
    found = deadline(instant_of(clock.start), Duration(days=days), "business", clock.calendar, clock.pauses)
    agrees(clock, "business", found, due)


@many
@given(clocks(), st.integers(0, 6 * DAY))
def test_elapsed_minutes(clock: Clock, minutes: int) -> None:
    due = clock.place.after(clock.start, minutes, "elapsed")
    duration = Duration(seconds=minutes * 60)
    agrees(
        clock,
        "elapsed",
        deadline(instant_of(clock.start), duration, "elapsed", clock.calendar, clock.pauses),
        due,
    )


@few
@given(clocks(), st.integers(0, 8), st.integers(0, 1))
def test_elapsed_days_and_months(clock: Clock, days: int, months: int) -> None:
    assume(days or months)
    due = clock.place.shifted(clock.start, moved(clock.place.zone, clock.start, days, months), "elapsed")
    duration = Duration(days=days, months=months)
    agrees(
        clock,
        "elapsed",
        deadline(instant_of(clock.start), duration, "elapsed", clock.calendar, clock.pauses),
        due,
    )


@many
@given(clocks(), st.integers(0, 12 * DAY), TIMES)
def test_counted(clock: Clock, length: int, time: TimeMode) -> None:
    end = clock.start + length
    expected = clock.place.spans(clock.start, end, time)
    seconds, spans = counted(instant_of(clock.start), instant_of(end), time, clock.calendar, clock.pauses)
    assert as_minutes(spans) == expected
    assert seconds == 60 * sum(b - a for a, b, why in expected if why in ("open", "elapsed"))


@many
@given(clocks(), st.integers(0, 500), st.sampled_from([0, 25, 50, 75, 100, 150]), TIMES)
def test_share_of_the_time(clock: Clock, quarters: int, percent: int, time: TimeMode) -> None:
    at = known(lambda: clock.place.after(clock.start, quarters * 4 * percent // 100, time))
    duration = Duration(seconds=quarters * 4 * 60)
    found = share_at(instant_of(clock.start), duration, time, clock.calendar, clock.pauses, percent=percent)
    assert found == (None if at is None else instant_of(at))


@many
@given(clocks(), st.integers(0, 1500), st.integers(0, 600), TIMES)
def test_time_before(clock: Clock, minutes: int, ahead: int, time: TimeMode) -> None:
    at = known(lambda: clock.place.after(clock.start, max(0, minutes - ahead), time))
    found = before_at(
        instant_of(clock.start),
        Duration(seconds=minutes * 60),
        time,
        clock.calendar,
        clock.pauses,
        ahead=Duration(seconds=ahead * 60),
    )
    assert found == (None if at is None else instant_of(at))


@many
@given(st.sampled_from(JUMPS), st.integers(-3 * DAY, 6 * DAY), st.integers(0, 5))
def test_days_before(jump: tuple[str, date], after: int, days: int) -> None:
    zone, day = jump
    instant = midnight(day) + after
    expected = first_showing(zone, shown(zone, instant) - days * DAY) if days else instant
    assert days_before(instant_of(instant), days, zone) == instant_of(expected)


@pytest.mark.parametrize(("zone", "day"), JUMPS)
def test_around_the_clock_is_elapsed_time(zone: str, day: date) -> None:
    """Where every minute is open, business time and elapsed time are the same, over any jump."""
    calendar = Calendar(zone, (((0, 1440),),) * 7)
    start = instant_of(midnight(day) - 2 * DAY)
    duration = Duration(seconds=4 * 86_400 + 1)
    assert (
        deadline(start, duration, "business", calendar).due_at == deadline(start, duration, "elapsed", calendar).due_at
    )
