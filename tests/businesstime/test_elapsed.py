"""Elapsed time: absolute hours, and calendar days at the same wall-clock time."""

import pytest

from hostops.clocks.businesstime import Calendar
from tests.businesstime.samples import BERLIN, NEVER, at, due, pause, reckoned


def test_fifteen_minutes_are_nine_hundred_seconds() -> None:
    """Level 1 (itpdx:4c), in the night of the change of clocks."""
    found = reckoned("2026-03-29T01:50:00+01:00", "PT15M", "elapsed", BERLIN)
    assert found.due_at == at("2026-03-29T03:05:00+02:00")
    assert [(span.why, span.counts, span.seconds) for span in found.spans] == [("elapsed", True, 900)]


def test_a_day_of_hours_and_a_day_of_the_calendar_differ_when_clocks_change() -> None:
    start = "2026-03-28T12:00:00+01:00"
    assert due(start, "PT24H", "elapsed", BERLIN) == at("2026-03-29T13:00:00+02:00")
    assert due(start, "P1D", "elapsed", BERLIN) == at("2026-03-29T12:00:00+02:00")


def test_a_week() -> None:
    """Level 4 (itpdx:4f), over the change of clocks."""
    assert due("2026-10-23T12:00:00+02:00", "P1W", "elapsed", BERLIN) == at("2026-10-30T12:00:00+01:00")


@pytest.mark.parametrize(
    ("start", "duration", "expected"),
    [
        ("2027-01-31T08:00:00+01:00", "P1M", "2027-02-28T08:00:00+01:00"),
        ("2028-01-31T08:00:00+01:00", "P1M", "2028-02-29T08:00:00+01:00"),
        ("2026-08-31T08:00:00+02:00", "P1M", "2026-09-30T08:00:00+02:00"),
        ("2026-12-15T08:00:00+01:00", "P1M", "2027-01-15T08:00:00+01:00"),
        ("2028-02-29T08:00:00+01:00", "P1Y", "2029-02-28T08:00:00+01:00"),
        ("2026-01-31T08:00:00+01:00", "P1M1D", "2026-03-01T08:00:00+01:00"),
        ("2026-01-15T08:00:00+01:00", "P1Y2M1W1DT1H", "2027-03-23T09:00:00+01:00"),
    ],
)
def test_months_are_the_same_day_clamped_to_the_last(start: str, duration: str, expected: str) -> None:
    assert due(start, duration, "elapsed", BERLIN) == at(expected)


def test_days_are_those_of_the_calendars_zone() -> None:
    """In Los Angeles clocks change three weeks before Berlin."""
    calendar = Calendar("America/Los_Angeles", NEVER)
    assert due("2026-03-07T12:00:00Z", "P1D", "elapsed", calendar) == at("2026-03-08T11:00:00Z")


def test_opening_hours_and_holidays_mean_nothing() -> None:
    assert due("2026-12-24T23:00:00+01:00", "PT4H", "elapsed", BERLIN) == at("2026-12-25T03:00:00+01:00")


def test_a_skipped_wall_time_moves_forward_by_what_was_skipped() -> None:
    assert due("2026-03-28T02:30:00+01:00", "P1D", "elapsed", BERLIN) == at("2026-03-29T03:30:00+02:00")


def test_a_repeated_wall_time_means_the_first() -> None:
    assert due("2026-10-24T02:30:00+02:00", "P1D", "elapsed", BERLIN) == at("2026-10-25T02:30:00+02:00")


def test_starting_in_the_second_of_two_equal_hours() -> None:
    assert due("2026-10-25T02:30:00+01:00", "P1D", "elapsed", BERLIN) == at("2026-10-26T02:30:00+01:00")
    assert due("2026-10-25T02:30:00+01:00", "PT30M", "elapsed", BERLIN) == at("2026-10-25T03:00:00+01:00")


def test_a_day_onto_a_date_that_was_skipped() -> None:
    calendar = Calendar("Pacific/Apia", NEVER)
    assert due("2011-12-29T10:00:00-10:00", "P1D", "elapsed", calendar) == at("2011-12-31T10:00:00+14:00")


def test_the_length_of_a_pause_is_added_to_calendar_days() -> None:
    paused = pause("2026-03-27T00:00:00+01:00", "2026-03-27T05:00:00+01:00")
    assert due("2026-03-26T12:00:00+01:00", "P6D", "elapsed", BERLIN, paused) == at("2026-04-01T17:00:00+02:00")


def test_no_time_at_all_is_due_at_its_start_even_in_the_second_of_two_equal_hours() -> None:
    for duration in ("PT0S", "P0D"):
        assert due("2026-10-25T02:30:00+01:00", duration, "elapsed", BERLIN) == at("2026-10-25T02:30:00+01:00")


def test_microseconds_are_kept() -> None:
    assert due("2026-03-28T12:00:00.123456+01:00", "P1DT1S", "elapsed", BERLIN) == at(
        "2026-03-29T12:00:01.123456+02:00"
    )
