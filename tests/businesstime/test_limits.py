"""Hostile and hopeless input: a clear refusal, soon, and never an endless walk."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from time import process_time
from typing import get_args

import pytest

from hostops.clocks.businesstime import (
    Calendar,
    Duration,
    NeverOpen,
    OutOfRange,
    Pause,
    TimeMode,
    before_at,
    counted,
    deadline,
    share_at,
)
from hostops.clocks.businesstime.limits import LATEST, MOST_OPENINGS_A_DAY, MOST_PAUSES, MOST_STRETCHES
from tests.businesstime.samples import ALWAYS, BERLIN, NEVER, NINE_TO_FIVE, at, due, utc

START = utc("2026-06-03T10:00")
PATCHED = tuple(tuple((hour * 60, hour * 60 + 30) for hour in range(MOST_OPENINGS_A_DAY)) for _ in range(7))
# Generous: about five times what the slowest needs, so that a busy machine does not fail it.
SECONDS = 3


def years_of_holidays(years: int) -> dict[date, str]:
    return {date(2026, 1, 1) + timedelta(days=number): "Sabbatical" for number in range(years * 366)}


@pytest.mark.parametrize("duration", ["PT1S", "PT0S", "P1D", "next_business_day"])
def test_a_calendar_that_never_opens_has_no_deadline(duration: str) -> None:
    with pytest.raises(NeverOpen, match="give at least one weekday hours"):
        due("2026-06-03T10:00:00Z", duration, "business", Calendar("UTC", NEVER))


@pytest.mark.parametrize("duration", ["PT1S", "P1D"])
def test_nor_has_one_that_is_closed_for_as_long_as_is_looked(duration: str) -> None:
    calendar = Calendar("UTC", ALWAYS, years_of_holidays(25))
    with pytest.raises(NeverOpen, match="no open hours within 7305 days of the start"):
        due("2026-06-03T10:00:00Z", duration, "business", calendar)


def test_more_business_days_than_lie_within_reach_are_too_many_not_none() -> None:
    sundays = Calendar("UTC", (*((),) * 6, ((540, 1020),)))
    with pytest.raises(OutOfRange, match="business time is reckoned for at most 7305 days from the start"):
        due("2026-06-03T10:00:00Z", "P3660D", "business", sundays)


def test_ten_closed_years_are_waited_for() -> None:
    calendar = Calendar("UTC", ALWAYS, years_of_holidays(10))
    assert due("2026-06-03T10:00:00Z", "PT1S", "business", calendar) == at("2036-01-09T00:00:01Z")


def test_a_place_open_only_in_the_past_has_no_deadline() -> None:
    calendar = Calendar("UTC", NEVER, extra_open=((utc("2020-01-01"), utc("2020-01-02")),))
    with pytest.raises(NeverOpen):
        due("2026-06-03T10:00:00Z", "PT1S", "business", calendar)


def hostile() -> dict[str, Callable[[], object]]:
    minute_a_week = Calendar("Europe/Berlin", (((0, 1),), *((),) * 6))
    patched = Calendar("Australia/Lord_Howe", PATCHED)
    long, days = Duration.parse("PT80000H"), Duration.parse("P3660D")
    seconds = [
        Pause(START + timedelta(seconds=2 * n), START + timedelta(seconds=2 * n + 1)) for n in range(MOST_PAUSES)
    ]
    nested = [Pause(START + timedelta(seconds=n), START + timedelta(days=3000, seconds=-n)) for n in range(MOST_PAUSES)]
    return {
        "a minute a week": lambda: deadline(START, long, "business", minute_a_week),
        "an opening every hour": lambda: deadline(START, long, "business", patched),
        "thousands of business days": lambda: deadline(START, days, "business", patched),
        "a share of them": lambda: share_at(START, days, "business", patched, percent=1000),
        "before them": lambda: before_at(START, days, "business", patched, ahead=days),
        "counted for ever": lambda: counted(START, LATEST, "business", patched),
        "twenty years of pause": lambda: deadline(START, long, "business", patched, nested),
        "many pauses": lambda: deadline(START, long, "business", patched, seconds),
        "many pauses, elapsed": lambda: deadline(START, long, "elapsed", patched, seconds),
        "one pause too many": lambda: deadline(START, long, "elapsed", patched, [*seconds, seconds[0]]),
    }


@pytest.mark.parametrize("name", hostile())
def test_the_cost_of_hostile_input_is_bounded(name: str) -> None:
    began = process_time()
    with suppress(OutOfRange):
        answer = hostile()[name]()
        assert len(getattr(answer, "spans", ())) <= MOST_STRETCHES
    assert process_time() - began < SECONDS


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("a minute a week", "business time is reckoned for at most 7305 days from the start"),
        ("an opening every hour", "more than 30000 changes lie on the way; ask for less time"),
        ("one pause too many", "at most 10000 pauses can be reckoned with, not 10001"),
    ],
)
def test_refusals_say_what_is_too_much(name: str, message: str) -> None:
    with pytest.raises(OutOfRange, match=message):
        hostile()[name]()


@pytest.mark.parametrize(
    "start",
    [
        datetime(1969, 12, 31, 23, 59, tzinfo=UTC),
        datetime.max.replace(tzinfo=UTC),
        datetime.min.replace(tzinfo=UTC),
        at("0001-01-01T00:00:00+14:00"),
        at("9999-12-31T23:59:59-12:00"),
    ],
)
@pytest.mark.parametrize("time", get_args(TimeMode))
def test_starts_out_of_range_are_refused(start: datetime, time: TimeMode) -> None:
    with pytest.raises(OutOfRange, match="the start lies outside 1970-01-01 to 9999-12-30"):
        deadline(start, Duration.parse("PT1H"), time, BERLIN)


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "Etc/GMT+12", "Africa/Monrovia", "Europe/Berlin"])
@pytest.mark.parametrize("start", [utc("1970-01-01"), LATEST])
def test_the_first_and_the_last_instant_answer_or_refuse(zone: str, start: datetime) -> None:
    calendar = Calendar(zone, NINE_TO_FIVE)
    for duration in ("PT1S", "PT100H", "P1D", "P3660D", "PT0S"):
        for time in get_args(TimeMode):
            try:
                found = deadline(start, Duration.parse(duration), time, calendar)
            except ValueError:
                assert start == LATEST
            else:
                assert found.due_at is not None
                assert found.due_at >= start


@pytest.mark.parametrize("duration", ["PT87840H", "P10Y", "P3660D"])
def test_a_deadline_beyond_the_last_instant_is_refused(duration: str) -> None:
    with pytest.raises(OutOfRange):
        due("9999-06-01T00:00:00Z", duration, "elapsed", BERLIN)


def test_a_time_before_a_deadline_beyond_the_last_instant_is_refused() -> None:
    with pytest.raises(OutOfRange):
        before_at(
            at("9999-06-01T00:00:00Z"),
            Duration.parse("PT87840H"),
            "elapsed",
            BERLIN,
            ahead=Duration.parse("P1D"),
        )


def test_a_start_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="the start has no time zone; write an offset"):
        deadline(START.replace(tzinfo=None), Duration.parse("PT1H"), "business", BERLIN)


def test_seconds_in_the_offset_of_a_zone_are_no_trouble() -> None:
    """Monrovia was 44 minutes and 30 seconds behind until 1972."""
    calendar = Calendar("Africa/Monrovia", (((540, 1020),),) * 7)
    assert due("1971-06-01T00:00:00Z", "PT1H", "business", calendar) == at("1971-06-01T10:44:30Z")
