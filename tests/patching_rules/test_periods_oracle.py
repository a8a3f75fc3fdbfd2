"""Cadence periods against an oracle that counts dates one by one, over ten years and five zones."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import groupby, pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maintenance.patching.rules.periods import counting_period, last_counting, period_of, periods_within

# Half an hour of summer time, midnights skipped (Santiago, Beirut), dates that begin in the evening of UTC.
ZONES = ("Europe/Stockholm", "America/Santiago", "Asia/Beirut", "Australia/Lord_Howe", "Pacific/Auckland")
FIRST, YEARS = date(2020, 1, 1), 10
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
BEGIN, END = datetime(2020, 2, 1, tzinfo=UTC), datetime(2029, 11, 1, tzinfo=UTC)

CADENCES = ("iso_week", "calendar_month", "calendar_quarter")
MINUTES = (datetime(2029, 9, 1, tzinfo=UTC) - datetime(2020, 3, 1, tzinfo=UTC)) // MINUTE
moments = st.integers(0, MINUTES).map(lambda minutes: datetime(2020, 3, 1, tzinfo=UTC) + minutes * MINUTE)


def key_of(cadence: str, day: date) -> str:
    """By the calendar's own words, not by arithmetic."""
    if cadence == "iso_week":
        return day.strftime("%G-W%V")
    if cadence == "calendar_month":
        return day.strftime("%Y-%m")
    return f"{day.year}-Q{ {1: 1, 2: 1, 3: 1, 4: 2, 5: 2, 6: 2, 7: 3, 8: 3, 9: 3}.get(day.month, 4) }"


def begins(day: date, zone: ZoneInfo) -> datetime:
    """Minute by minute from before any midnight of the date until its wall clock shows it, or a later one."""
    at = datetime.combine(day, datetime.min.time(), UTC) - timedelta(hours=15)
    step = timedelta(hours=1)
    while (at + step).astimezone(zone).date() < day:
        at += step
    while at.astimezone(zone).date() < day:
        at += MINUTE
    return at


@lru_cache
def oracle(cadence: str, zone: str) -> Sequence[tuple[str, datetime, datetime]]:
    days = [FIRST + number * DAY for number in range(YEARS * 366)]
    firsts = [(key, next(group)) for key, group in groupby(days, lambda day: key_of(cadence, day))]
    place = ZoneInfo(zone)
    starts = [(key, begins(day, place)) for key, day in firsts]
    return [(key, start, after) for (key, start), (_, after) in pairwise(starts)]


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("cadence", CADENCES)
def test_ten_years_of_periods_are_those_of_the_oracle(cadence: str, zone: str) -> None:
    found = [(one.name, one.starts_at, one.ends_at) for one in periods_within(cadence, zone, BEGIN, END)]  # type: ignore[arg-type]
    assert found == [one for one in oracle(cadence, zone) if one[2] > BEGIN and one[1] < END]


@given(cadence=st.sampled_from(CADENCES), zone=st.sampled_from(ZONES), at=moments)
def test_each_instant_lies_in_the_period_that_the_oracle_says(cadence: str, zone: str, at: datetime) -> None:
    period = period_of(cadence, zone, at)  # type: ignore[arg-type]
    (expected,) = [one for one in oracle(cadence, zone) if one[1] <= at < one[2]]
    assert (period.name, period.starts_at, period.ends_at) == expected


@given(cadence=st.sampled_from(CADENCES), zone=st.sampled_from(ZONES), at=moments)
def test_what_comes_too_near_to_an_end_counts_for_the_next(cadence: str, zone: str, at: datetime) -> None:
    mine = period_of(cadence, zone, at)  # type: ignore[arg-type]
    wall = mine.ends_at.astimezone(ZoneInfo(zone)).replace(tzinfo=None) - 3 * DAY
    near = at > wall.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC)
    counts = counting_period(cadence, zone, "P3D", at)  # type: ignore[arg-type]
    assert counts.starts_at == (mine.ends_at if near else mine.starts_at)


def test_the_year_that_has_53_weeks() -> None:
    week = period_of("iso_week", "Europe/Stockholm", datetime(2026, 12, 31, 12, tzinfo=UTC))
    assert (week.name, week.starts_at) == ("2026-W53", datetime(2026, 12, 27, 23, tzinfo=UTC))
    assert period_of("iso_week", "Europe/Stockholm", week.ends_at).name == "2027-W01"


def test_a_date_whose_midnight_is_skipped_begins_after_the_gap() -> None:
    # Asuncion's clocks went from 00:00 to 01:00 on Sunday 2017-10-01
    quarter = period_of("calendar_quarter", "America/Asuncion", datetime(2017, 11, 1, tzinfo=UTC))
    assert quarter.starts_at.astimezone(ZoneInfo("America/Asuncion")).hour == 1


def test_a_week_with_a_date_that_was_left_out_is_a_day_shorter() -> None:
    # there was no Friday 2011-12-30 in Samoa
    week = period_of("iso_week", "Pacific/Apia", datetime(2011, 12, 31, 12, tzinfo=UTC))
    assert week.ends_at - week.starts_at == 6 * DAY


def test_a_month_with_a_date_that_was_left_out_is_a_day_shorter() -> None:
    # there was no Saturday 1993-08-21 on Kwajalein
    month = period_of("calendar_month", "Pacific/Kwajalein", datetime(1993, 8, 10, tzinfo=UTC))
    assert month.ends_at - month.starts_at == 30 * DAY


def test_the_last_instant_that_counts_keeps_the_wall_clock() -> None:
    # Stockholm goes to summer time on Sunday 2026-03-29, in the week's last days
    week = period_of("iso_week", "Europe/Stockholm", datetime(2026, 3, 25, tzinfo=UTC))
    assert last_counting(week, "Europe/Stockholm", "P3D") == datetime(2026, 3, 26, 23, tzinfo=UTC)


def test_a_platform_patched_on_release_has_no_periods() -> None:
    with pytest.raises(ValueError, match="has no periods"):
        period_of("on_release", "UTC", datetime(2026, 3, 10, tzinfo=UTC))
