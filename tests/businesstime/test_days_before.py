"""Notice: the local date less N days, at the same wall-clock time (iptor:5f, 5g, itpdx:1b)."""

import pytest

from hostops.clocks.businesstime import days_before
from tests.businesstime.samples import at


@pytest.mark.parametrize(
    ("instant", "days", "zone", "expected"),
    [
        ("2027-01-17T00:00:00+01:00", 6, "Europe/Stockholm", "2027-01-11T00:00:00+01:00"),
        ("2027-07-18T00:00:00+02:00", 30, "Europe/Stockholm", "2027-06-18T00:00:00+02:00"),
        # the wall clock reads the same on both sides of a change
        ("2026-03-31T02:30:00+02:00", 6, "Europe/Stockholm", "2026-03-25T02:30:00+01:00"),
        ("2026-10-30T12:00:00+01:00", 30, "Europe/Stockholm", "2026-09-30T12:00:00+02:00"),
        # a skipped wall time moves forward, a repeated one means the first
        ("2026-04-04T02:30:00+02:00", 6, "Europe/Stockholm", "2026-03-29T03:30:00+02:00"),
        ("2026-10-31T02:30:00+01:00", 6, "Europe/Stockholm", "2026-10-25T02:30:00+02:00"),
        ("2026-10-11T02:15:00+11:00", 7, "Australia/Lord_Howe", "2026-10-04T02:45:00+11:00"),
        ("2012-01-05T10:00:00+14:00", 6, "Pacific/Apia", "2011-12-31T10:00:00+14:00"),
        # the local date, not that of UTC
        ("2026-03-10T06:30:00Z", 2, "America/Los_Angeles", "2026-03-08T07:30:00Z"),
        ("2026-06-03T10:00:00.000001Z", 1, "UTC", "2026-06-02T10:00:00.000001Z"),
        # no days: the instant itself, even in the second of two equal hours
        ("2026-10-25T02:30:00+01:00", 0, "Europe/Stockholm", "2026-10-25T02:30:00+01:00"),
    ],
)
def test_days_before(instant: str, days: int, zone: str, expected: str) -> None:
    assert days_before(at(instant), days, zone) == at(expected)


@pytest.mark.parametrize("days", [-1, 3661, 10**12])
def test_a_senseless_number_of_days_is_refused(days: int) -> None:
    with pytest.raises(ValueError, match="is not between 0 and 3660"):
        days_before(at("2026-06-03T10:00:00Z"), days, "UTC")


def test_a_day_before_the_dates_reckoned_with_is_refused() -> None:
    with pytest.raises(ValueError, match="the date to reckon lies outside 1970-01-01 to 9999-12-30"):
        days_before(at("1970-01-03T10:00:00Z"), 6, "UTC")


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="the instant has no time zone"):
        days_before(at("2026-06-03T10:00:00"), 6, "UTC")


def test_an_unknown_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="'Mars/Olympus' is not a time zone"):
        days_before(at("2026-06-03T10:00:00Z"), 6, "Mars/Olympus")
