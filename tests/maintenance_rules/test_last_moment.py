"""The last lawful moment to send a notice (iptor:5f)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maintenance.rules.notice import last_moment
from tests.maintenance_rules import oracle
from tests.maintenance_rules.oracle import instant_of, minute_of
from tests.maintenance_rules.samples import LOS_ANGELES, STOCKHOLM, at, near_a_jump


def test_six_days_are_six_dates_at_the_same_time_of_day() -> None:
    assert last_moment(at("2027-06-20 00:00", STOCKHOLM), "P6D", STOCKHOLM) == at("2027-06-14 00:00", STOCKHOLM)


def test_an_hour_that_clocks_skipped_in_between_does_not_move_the_time_of_day() -> None:
    assert last_moment(at("2027-04-01 08:00", STOCKHOLM), "P30D", STOCKHOLM) == at("2027-03-02 08:00", STOCKHOLM)


def test_a_moment_that_the_clocks_skipped_moves_forward() -> None:
    # 2027-03-28 has no 02:30 in Stockholm
    assert last_moment(at("2027-04-03 02:30", STOCKHOLM), "P6D", STOCKHOLM) == at("2027-03-28 03:30", STOCKHOLM)


def test_a_moment_that_comes_twice_is_the_first() -> None:
    first = at("2026-10-25 02:30", STOCKHOLM, fold=0)
    assert last_moment(at("2026-10-31 02:30", STOCKHOLM), "P6D", STOCKHOLM) == first


def test_both_starts_of_a_repeated_hour_have_the_same_last_moment() -> None:
    first, second = (at("2026-10-25 02:30", STOCKHOLM, fold=fold) for fold in (0, 1))
    assert last_moment(first, "P6D", STOCKHOLM) == last_moment(second, "P6D", STOCKHOLM)


def test_the_policys_zone_decides_not_the_windows() -> None:
    start = at("2027-03-20 00:00", STOCKHOLM)  # between the two changes of clocks
    assert last_moment(start, "P7D", LOS_ANGELES) == at("2027-03-12 16:00", LOS_ANGELES)


def test_a_month_of_notice_ends_with_the_month() -> None:
    assert last_moment(at("2027-03-31 12:00", STOCKHOLM), "P1M", STOCKHOLM) == at("2027-02-28 12:00", STOCKHOLM)


def test_no_least_notice_has_no_last_moment() -> None:
    assert last_moment(at("2027-06-20 00:00"), None, STOCKHOLM) is None


@pytest.mark.parametrize(
    ("notice", "zone"), [("PT6H", STOCKHOLM), ("next_business_day", STOCKHOLM), ("P6D", "Nowhere")]
)
def test_nonsense_is_refused(notice: str, zone: str) -> None:
    with pytest.raises(ValueError, match=r"in days|not a time zone"):
        last_moment(at("2027-06-20 00:00"), notice, zone)


def test_a_start_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        last_moment(at("2027-06-20 00:00").replace(tzinfo=None), "P6D", STOCKHOLM)


@given(near_a_jump(), st.sampled_from((1, 6, 7, 30)))
def test_agrees_with_the_oracle(start: tuple[str, int], days: int) -> None:
    zone, minute = start
    assert last_moment(instant_of(minute), f"P{days}D", zone) == instant_of(oracle.last_moment(minute, days, zone))


@given(near_a_jump(), st.sampled_from((1, 6, 30)))
def test_agrees_with_the_oracle_where_the_moment_is_near_a_jump(target: tuple[str, int], days: int) -> None:
    zone, minute = target
    start = minute + days * oracle.DAY
    due_at = last_moment(instant_of(start), f"P{days}D", zone)
    assert due_at is not None
    assert minute_of(due_at) == oracle.last_moment(start, days, zone)
