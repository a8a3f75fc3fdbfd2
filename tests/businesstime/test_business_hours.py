"""Business time of hours and minutes: only open hours use it up."""

from datetime import timedelta

import pytest

from hostops.clocks.businesstime import Calendar, parse_hours
from tests.businesstime.samples import ALWAYS, BERLIN, WORKDAYS, at, due, reckoned


def test_eight_hours_from_friday_afternoon_end_on_monday_across_the_change_of_clocks() -> None:
    """The example of the REST contract: clocks go forward in the weekend between."""
    assert due("2026-03-27T16:00:00+01:00", "PT8H", "business", BERLIN) == at("2026-03-30T16:00:00+02:00")


def test_within_one_day() -> None:
    assert due("2026-06-03T10:15:00+02:00", "PT1H", "business", BERLIN) == at("2026-06-03T11:15:00+02:00")


def test_used_up_at_closing_time_is_due_at_closing_time() -> None:
    assert due("2026-06-03T16:00:00+02:00", "PT1H", "business", BERLIN) == at("2026-06-03T17:00:00+02:00")
    assert due("2026-06-03T16:00:00+02:00", "PT1H1S", "business", BERLIN) == at("2026-06-04T09:00:01+02:00")


@pytest.mark.parametrize(
    "start",
    [
        "2026-06-03T17:00:00+02:00",
        "2026-06-03T23:59:59+02:00",
        "2026-06-04T08:59:59+02:00",
        "2026-06-04T09:00:00+02:00",
    ],
)
def test_received_while_closed_counts_from_the_next_opening(start: str) -> None:
    assert due(start, "PT30M", "business", BERLIN) == at("2026-06-04T09:30:00+02:00")


def test_a_holiday_does_not_count() -> None:
    assert due("2026-12-24T16:00:00+01:00", "PT2H", "business", BERLIN) == at("2026-12-28T10:00:00+01:00")


def test_a_holiday_does_not_shorten_the_wait() -> None:
    """Eight hours over a holiday are still eight open hours."""
    spans = reckoned("2026-12-24T12:00:00+01:00", "PT8H", "business", BERLIN).spans
    assert sum(span.seconds or 0 for span in spans if span.counts) == 8 * 3600


def test_an_extra_closed_day_does_not_count() -> None:
    calendar = Calendar("Europe/Berlin", BERLIN.hours, {}, {at("2026-06-04T00:00:00Z").date(): "company outing"})
    assert due("2026-06-03T16:00:00+02:00", "PT2H", "business", calendar) == at("2026-06-05T10:00:00+02:00")


def test_several_openings_a_day() -> None:
    hours = parse_hours({day: [["13:00", "17:00"], ["09:00", "12:00"]] for day in WORKDAYS})
    calendar = Calendar("Europe/Berlin", hours)
    assert due("2026-06-03T11:00:00+02:00", "PT1H", "business", calendar) == at("2026-06-03T12:00:00+02:00")
    assert due("2026-06-03T11:00:00+02:00", "PT2H", "business", calendar) == at("2026-06-03T14:00:00+02:00")


def test_openings_to_midnight_and_from_midnight_are_one() -> None:
    hours = parse_hours({"mon": [["22:00", "24:00"]], "tue": [["00:00", "06:00"]]})
    found = reckoned("2026-06-01T23:00:00+02:00", "PT3H", "business", Calendar("Europe/Berlin", hours))
    assert found.due_at == at("2026-06-02T02:00:00+02:00")
    assert [span.why for span in found.spans] == ["open"]


def test_a_place_that_never_closes() -> None:
    calendar = Calendar("America/New_York", ALWAYS)
    assert due("2026-06-03T10:00:00Z", "PT100H", "business", calendar) == at("2026-06-07T14:00:00Z")


def test_the_zone_of_the_calendar_decides_not_that_of_the_start() -> None:
    """09:00 in Tokyo is the middle of the night in Berlin."""
    assert due("2026-06-03T09:00:00+09:00", "PT1H", "business", BERLIN) == at("2026-06-03T10:00:00+02:00")


def test_the_local_date_is_today_not_that_of_utc() -> None:
    """Friday 16:30 in Los Angeles is already Saturday in UTC, and still half an hour of Friday."""
    calendar = Calendar("America/Los_Angeles", BERLIN.hours)
    assert due("2026-12-05T00:30:00Z", "PT30M", "business", calendar) == at("2026-12-05T01:00:00Z")


@pytest.mark.parametrize("start", ["2026-06-03T12:00:00Z", "2026-06-06T12:00:00Z"])
def test_no_time_at_all_is_due_at_its_start_open_or_closed(start: str) -> None:
    for duration in ("PT0S", "P0D"):
        found = reckoned(start, duration, "business", BERLIN)
        assert (found.due_at, found.spans) == (at(start), ())


def test_microseconds_are_kept() -> None:
    start = at("2026-06-03T16:59:59.250001+02:00")
    assert due(start.isoformat(), "PT2S", "business", BERLIN) == (
        at("2026-06-04T09:00:01+02:00") + timedelta(microseconds=250_001)
    )


def test_due_instants_are_utc() -> None:
    found = due("2026-06-03T10:15:00+02:00", "PT1H", "business", BERLIN)
    assert found is not None
    assert found.isoformat() == "2026-06-03T09:15:00+00:00"
