"""The earliest lawful start for a notice that is sent now: never too early, never a second too late."""

from datetime import datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from maintenance.rules.notice import earliest_for_all, earliest_start, last_moment
from tests.maintenance_rules import oracle
from tests.maintenance_rules.oracle import DAY, EPOCH, instant_of, minute_of
from tests.maintenance_rules.samples import JUMPS, LOS_ANGELES, STOCKHOLM, at, near_a_jump

SECOND = timedelta(seconds=1)


def test_an_ordinary_week() -> None:
    sent = at("2027-06-14 09:15", STOCKHOLM)
    assert earliest_start(sent, "P6D", STOCKHOLM) == at("2027-06-20 09:15", STOCKHOLM)


def test_no_least_notice_may_start_at_once() -> None:
    assert earliest_start(at("2027-06-14 09:15"), None, STOCKHOLM) == at("2027-06-14 09:15")


def test_a_start_in_the_skipped_hour_begins_behind_it() -> None:
    # six days after 02:30 the clocks jump from 02:00 to 03:00
    sent = at("2027-03-22 02:30", STOCKHOLM)
    assert earliest_start(sent, "P6D", STOCKHOLM) == at("2027-03-28 03:00", STOCKHOLM)


def test_the_first_of_two_same_times_is_soon_enough() -> None:
    sent = at("2026-10-19 02:30", STOCKHOLM)
    assert earliest_start(sent, "P6D", STOCKHOLM) == at("2026-10-25 02:30", STOCKHOLM, fold=0)


def test_sent_in_the_second_of_two_same_hours_needs_the_hour_behind_them() -> None:
    # a start at 02:30 would mean the first 02:30, which is over
    sent = at("2026-10-25 02:30", STOCKHOLM, fold=1)
    assert earliest_start(sent, "P6D", STOCKHOLM) == at("2026-10-31 03:00", STOCKHOLM)


def test_a_later_start_can_have_an_earlier_last_moment() -> None:
    first, later = at("2026-10-25 02:59", STOCKHOLM, fold=0), at("2026-10-25 02:00", STOCKHOLM, fold=1)
    assert later > first
    before, after = (last_moment(start, "P6D", STOCKHOLM) for start in (first, later))
    assert before is not None
    assert after is not None
    assert after < before


def test_a_date_that_never_was() -> None:
    sent = at("2011-12-24 10:00", "Pacific/Apia")
    assert earliest_start(sent, "P6D", "Pacific/Apia") == at("2011-12-31 00:00", "Pacific/Apia")


def test_the_seconds_of_the_sending_are_kept() -> None:
    sent = at("2027-06-14 09:15") + timedelta(seconds=7, microseconds=31)
    assert earliest_start(sent, "P6D", STOCKHOLM) - sent == timedelta(days=6)


def test_not_before() -> None:
    sent, later = at("2027-06-14 09:15"), at("2027-07-14 09:15")
    assert earliest_start(sent, "P6D", STOCKHOLM, not_before=later) == later
    assert earliest_start(sent, "P6D", STOCKHOLM, not_before=sent) == sent + timedelta(days=6)


def test_several_policies_each_keep_theirs() -> None:
    sent = at("2027-03-08 12:00")
    both = earliest_for_all(sent, [("P6D", STOCKHOLM), ("P7D", LOS_ANGELES), (None, STOCKHOLM)])
    assert both == earliest_start(sent, "P7D", LOS_ANGELES)


def test_no_policy_asks_nothing() -> None:
    assert earliest_for_all(at("2027-03-08 12:00"), []) == at("2027-03-08 12:00")


def test_hours_are_no_notice() -> None:
    with pytest.raises(ValueError, match="in days"):
        earliest_start(at("2027-03-08 12:00"), "PT6H", STOCKHOLM)


@settings(max_examples=40, deadline=None)
@given(near_a_jump(), st.sampled_from((1, 6, 7)))
def test_agrees_with_the_oracle(sent: tuple[str, int], days: int) -> None:
    zone, minute = sent
    earliest = earliest_start(instant_of(minute), f"P{days}D", zone)
    assert minute_of(earliest) == oracle.earliest_start(minute, [(days, zone)])


@settings(max_examples=40, deadline=None)
@given(near_a_jump(), st.sampled_from((1, 6, 6, 30)))
def test_agrees_with_the_oracle_where_the_start_is_near_a_jump(start: tuple[str, int], days: int) -> None:
    zone, minute = start
    sent = minute - days * DAY
    earliest = earliest_start(instant_of(sent), f"P{days}D", zone)
    assert minute_of(earliest) == oracle.earliest_start(sent, [(days, zone)])


@settings(max_examples=20, deadline=None)
@given(near_a_jump(), st.lists(st.tuples(st.integers(1, 8), st.sampled_from(JUMPS)), min_size=2, max_size=3))
def test_several_agree_with_the_oracle(sent: tuple[str, int], others: list[tuple[int, tuple[str, object]]]) -> None:
    zone, minute = sent
    rules = [(6, zone), *((days, jump[0]) for days, jump in others)]
    earliest = earliest_for_all(instant_of(minute), [(f"P{days}D", name) for days, name in rules])
    assert minute_of(earliest) == oracle.earliest_start(minute, rules)


@given(near_a_jump(), st.integers(0, 59), st.sampled_from(("P1D", "P6D", "P30D", "P1M", "P2M")))
@example(("Europe/Stockholm", (at("2027-01-30 12:00") - EPOCH) // timedelta(minutes=1)), 0, "P1M")
def test_is_lawful_and_a_second_sooner_is_not(sent: tuple[str, int], seconds: int, notice: str) -> None:
    zone, moment = sent[0], instant_of(sent[1]) + seconds * SECOND
    earliest = earliest_start(moment, notice, zone)
    assert earliest >= moment
    assert _due(earliest, notice, zone) >= moment
    # the neighbourhood before it, since what follows a jump may be lawful where what precedes it is not
    for sooner in (1, 2, 60, 1800, 3600, 5400, 7200, 86_400):
        start = earliest - sooner * SECOND
        assert start < moment or _due(start, notice, zone) < moment


def _due(start: datetime, notice: str, zone: str) -> datetime:
    due_at = last_moment(start, notice, zone)
    assert due_at is not None
    return due_at
