"""A month in its zone, from its first instant to the next one's, whatever clocks do."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maintenance.rules.months import month_key, month_of, month_span, moved, parse_month
from tests.maintenance_rules.month_oracle import minutes_of_month

JUMPING = (
    ("Europe/Stockholm", "2026-03"),
    ("Europe/Stockholm", "2026-10"),
    ("America/Los_Angeles", "2026-03"),
    ("America/Los_Angeles", "2026-11"),
    ("Australia/Lord_Howe", "2026-04"),  # half an hour
    ("Antarctica/Troll", "2026-10"),  # two hours
    ("America/Asuncion", "2017-10"),  # clocks skip the month's first midnight
    ("America/Havana", "2026-11"),  # and here show its first hour twice
    ("Africa/Cairo", "2024-10"),  # back at the month's last midnight
    ("Pacific/Apia", "2011-12"),  # a date that never was
    ("Asia/Kathmandu", "2026-02"),
    ("UTC", "2028-02"),
)


@pytest.mark.parametrize(("zone", "month"), JUMPING)
def test_the_span_holds_the_months_own_minutes(zone: str, month: str) -> None:
    _agrees(parse_month(month), ZoneInfo(zone))


@settings(max_examples=12, deadline=None)
@given(
    st.sampled_from(["Europe/Berlin", "America/New_York", "America/St_Johns", "Australia/Sydney", "Asia/Tehran"]),
    st.dates(date(2005, 1, 1), date(2036, 12, 1)),
)
def test_months_of_several_zones(zone: str, day: date) -> None:
    _agrees(day.replace(day=1), ZoneInfo(zone))


def _agrees(month: date, zone: ZoneInfo) -> None:
    minutes = minutes_of_month(month, zone)
    span = month_span(month, zone)
    assert span.start == minutes[0]
    assert span.end == minutes[-1] + timedelta(minutes=1)
    assert span.seconds == 60 * len(minutes)
    assert month_of(span.start, zone) == month_of(span.end - timedelta(seconds=1), zone) == month


def test_a_month_of_a_clock_change_is_an_hour_longer_or_shorter() -> None:
    stockholm, day = ZoneInfo("Europe/Stockholm"), 24 * 3600
    assert month_span(date(2026, 3, 1), stockholm).seconds == 31 * day - 3600
    assert month_span(date(2026, 10, 1), stockholm).seconds == 31 * day + 3600
    assert month_span(date(2026, 10, 1), stockholm).start == datetime(2026, 9, 30, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["2026", "2026-13", "2026-1", "26-10", "2026-10-01", "", "２０２６-10", "1970-12", "9999-01"]
)
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"Write a month as 2026-10\.|Use a year from 1971 to 9998\."):
        parse_month(text)


def test_months_are_written_and_counted() -> None:
    assert month_key(parse_month("2026-10")) == "2026-10"
    assert moved(date(2026, 11, 1), 3) == date(2027, 2, 1)
    assert moved(date(2026, 1, 1), -1) == date(2025, 12, 1)
