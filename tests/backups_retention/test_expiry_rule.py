"""When a copy may go: the same wall time, so many dates later, in every zone and over every jump of its clock."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backups.rules.retention import checked_retention, expires_at
from tests.backups_retention.oracle import may_go_from

# Clocks that jump by an hour, by half of one, at midnight, not at all; and one that skipped a whole date.
ZONES = (
    "UTC",
    "America/Los_Angeles",
    "Europe/Stockholm",
    "Europe/Berlin",
    "Australia/Lord_Howe",
    "America/Havana",
    "Asia/Beirut",
    "Asia/Kathmandu",
    "Pacific/Apia",
)
INSTANTS = st.datetimes(datetime(2005, 1, 1), datetime(2036, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(INSTANTS, st.integers(1, 400), st.sampled_from(ZONES))
@example(datetime(2026, 3, 22, 1, 30, tzinfo=UTC), 7, "Europe/Stockholm")  # 02:30 is skipped a week later
@example(datetime(2026, 10, 18, 0, 30, tzinfo=UTC), 7, "Europe/Stockholm")  # 02:30 is shown twice a week later
@example(datetime(2026, 10, 25, 1, 30, tzinfo=UTC), 7, "Europe/Stockholm")  # it ended in the second 02:30
@example(datetime(2011, 12, 23, 20, 0, tzinfo=UTC), 7, "Pacific/Apia")  # 30 December 2011 never was there
def test_agrees_with_the_clock_on_the_wall(finished_at: datetime, days: int, zone: str) -> None:
    assert expires_at(finished_at, f"P{days}D", zone) == may_go_from(finished_at, days, zone)


@given(INSTANTS, st.integers(1, 399), st.sampled_from(ZONES))
def test_a_longer_retention_never_ends_earlier(finished_at: datetime, days: int, zone: str) -> None:
    assert expires_at(finished_at, f"P{days}D", zone) <= expires_at(finished_at, f"P{days + 1}D", zone)


def test_seven_days_are_not_168_hours_where_clocks_change() -> None:
    ended = datetime(2026, 3, 25, 1, 0, tzinfo=UTC)
    assert expires_at(ended, "P7D", "Europe/Stockholm") - ended == timedelta(hours=167)
    assert expires_at(ended, "P7D", "UTC") - ended == timedelta(hours=168)


def test_a_month_ends_on_the_last_day_of_a_shorter_one() -> None:
    assert expires_at(datetime(2027, 1, 31, 3, tzinfo=UTC), "P1M", "UTC") == datetime(2027, 2, 28, 3, tzinfo=UTC)


@pytest.mark.parametrize("retention", ["P7D", "P1W", "P1M", "P1Y", "P1M7D", "P3660D"])
def test_what_a_policy_may_say(retention: str) -> None:
    assert checked_retention(retention) == retention


@pytest.mark.parametrize(
    ("retention", "said"),
    [
        ("PT168H", "is not in days"),
        ("P1DT1H", "is not in days"),
        ("next_business_day", "is not in days"),
        ("P0D", "no time at all"),
        ("7 days", "is not a duration"),
        ("-P7D", "is not a duration"),
        ("P", "is not a duration"),
        ("", "is not a duration"),
        ("P99999999D", "at most"),
    ],
)
def test_what_it_may_not(retention: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        checked_retention(retention)
