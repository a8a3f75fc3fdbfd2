"""N business days: the close of the Nth business day after the local date of the start."""

from datetime import date

import pytest

from hostops.clocks.businesstime import Calendar, parse_hours
from tests.businesstime.samples import ALWAYS, BERLIN, at, due, pause, reckoned


@pytest.mark.parametrize(
    "start",
    [
        "2026-06-03T00:00:00+02:00",
        "2026-06-03T12:00:00+02:00",
        "2026-06-03T17:00:00+02:00",
        "2026-06-03T23:59:59+02:00",
    ],
)
@pytest.mark.parametrize("duration", ["next_business_day", "P1D"])
def test_the_next_business_day_is_due_at_its_close(start: str, duration: str) -> None:
    """Level 3 (itpdx:4e), whatever the hour of the receipt."""
    assert due(start, duration, "business", BERLIN) == at("2026-06-04T17:00:00+02:00")


@pytest.mark.parametrize("day", ["2026-06-05", "2026-06-06", "2026-06-07"])
def test_over_a_weekend(day: str) -> None:
    assert due(f"{day}T12:00:00+02:00", "next_business_day", "business", BERLIN) == at("2026-06-08T17:00:00+02:00")


def test_three_business_days() -> None:
    assert due("2026-06-04T12:00:00+02:00", "P3D", "business", BERLIN) == at("2026-06-09T17:00:00+02:00")


def test_over_a_holiday_and_a_closed_day() -> None:
    closed = {date(2026, 12, 28): "stocktaking"}
    calendar = Calendar("Europe/Berlin", BERLIN.hours, BERLIN.holidays, closed)
    assert due("2026-12-24T12:00:00+01:00", "P1D", "business", calendar) == at("2026-12-29T17:00:00+01:00")


def test_the_local_date_of_the_start_counts_not_that_of_utc() -> None:
    """Wednesday 23:30 in Los Angeles is Thursday in UTC; the next business day is Thursday."""
    calendar = Calendar("America/Los_Angeles", BERLIN.hours)
    assert due("2026-06-04T06:30:00Z", "P1D", "business", calendar) == at("2026-06-04T17:00:00-07:00")


def test_the_close_is_that_of_the_last_opening() -> None:
    calendar = Calendar("Europe/Berlin", parse_hours({"thu": [["09:00", "12:00"], ["13:00", "18:30"]]}))
    assert due("2026-06-03T12:00:00+02:00", "P1D", "business", calendar) == at("2026-06-04T18:30:00+02:00")


def test_a_place_that_never_closes_closes_at_midnight() -> None:
    calendar = Calendar("Europe/Berlin", ALWAYS)
    assert due("2026-03-28T12:00:00+01:00", "P1D", "business", calendar) == at("2026-03-30T00:00:00+02:00")


def test_paused_open_hours_move_it_on() -> None:
    """Eight open hours lost, from Thursday's close to Friday's."""
    paused = pause("2026-06-03T10:00:00+02:00", "2026-06-04T10:00:00+02:00")
    assert due("2026-06-02T12:00:00+02:00", "P2D", "business", BERLIN, paused) == at("2026-06-05T17:00:00+02:00")


def test_a_pause_in_the_time_it_was_moved_by_moves_it_further() -> None:
    first = pause("2026-06-03T10:00:00+02:00", "2026-06-03T12:00:00+02:00")
    second = pause("2026-06-04T10:00:00+02:00", "2026-06-04T11:00:00+02:00")
    calendar = BERLIN
    assert due("2026-06-02T12:00:00+02:00", "P1D", "business", calendar, first) == at("2026-06-04T11:00:00+02:00")
    assert due("2026-06-02T12:00:00+02:00", "P1D", "business", calendar, first, second) == at(
        "2026-06-04T12:00:00+02:00"
    )


def test_paused_nights_and_weekends_change_nothing() -> None:
    weekend = pause("2026-06-05T17:00:00+02:00", "2026-06-08T09:00:00+02:00")
    assert due("2026-06-05T12:00:00+02:00", "P1D", "business", BERLIN, weekend) == at("2026-06-08T17:00:00+02:00")


def test_days_and_hours_together() -> None:
    """The close of the day, and two open hours more."""
    assert due("2026-06-03T12:00:00+02:00", "P1DT2H", "business", BERLIN) == at("2026-06-05T11:00:00+02:00")


def test_the_spans_show_the_open_time_up_to_the_close() -> None:
    spans = reckoned("2026-06-03T16:00:00+02:00", "P1D", "business", BERLIN).spans
    assert [(span.why, span.seconds) for span in spans] == [
        ("open", 3600),
        ("closed", 16 * 3600),
        ("open", 8 * 3600),
    ]


def test_a_date_that_the_place_skipped_is_no_business_day() -> None:
    """Apia went from Thursday 29 to Saturday 31 December 2011: the next business day is Monday."""
    calendar = Calendar("Pacific/Apia", BERLIN.hours)
    assert due("2011-12-29T12:00:00-10:00", "P1D", "business", calendar) == at("2012-01-02T17:00:00+14:00")
