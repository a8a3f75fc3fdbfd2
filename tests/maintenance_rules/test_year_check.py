"""A year plan is looked at as a whole: every fault with its month and clause (iptor:5e)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from maintenance.rules.yearcheck import NoYearPlan, check_plan
from maintenance.rules.yearplan import Entry, Fault, draft, rule_of
from tests.maintenance_rules.samples import STOCKHOLM, at, windows_of

HOUR = timedelta(hours=1)


def year() -> list[Entry]:
    rule = rule_of(windows_of("iptor"), STOCKHOLM)
    assert rule is not None
    return list(draft(2027, rule, "iptor:5e").entries)


def faults(entries: list[Entry]) -> list[tuple[int | None, str, int | None]]:
    return [(fault.month, fault.detail, fault.entry) for fault in found(entries)]


def found(entries: list[Entry]) -> tuple[Fault, ...]:
    return check_plan(2027, STOCKHOLM, entries, windows_of("iptor"))


def short(start: str, end: str) -> Entry:
    return Entry("short", at(start, STOCKHOLM), at(end, STOCKHOLM))


def test_a_lawful_year() -> None:
    assert found(year()) == ()


def test_every_fault_names_the_clause() -> None:
    assert {fault.clause for fault in found([])} == {"iptor:5e"}


def test_an_empty_plan_has_a_fault_in_every_month_and_two_for_the_budget() -> None:
    months = [fault.month for fault in found([])]
    assert months == [*range(1, 13), None, None]


def test_two_in_a_month_and_none_in_the_next() -> None:
    entries = year()
    entries[1] = short("2027-01-24 00:00", "2027-01-24 06:00")
    assert faults(entries) == [
        (1, "January has 2 windows; 1 is promised in every month", 1),
        (2, "February has no window; 1 is promised in every month", None),
    ]


def test_the_month_is_that_of_the_plans_zone() -> None:
    entries = year()
    # still January in UTC
    entries[1] = Entry("short", at("2027-01-31 23:30"), at("2027-02-01 03:00"))
    assert found(entries) == ()


def test_three_long_ones() -> None:
    entries = year()
    entries[0] = replace(entries[0], kind="long")
    # it is the last of the three that is over the budget
    assert faults(entries) == [
        (11, "the plan has 3 long windows; a year has 10 short and 2 long", 10),
        (None, "the plan has 9 short windows; a year has 10 short and 2 long", None),
    ]


def test_too_long() -> None:
    entries = year()
    entries[0] = replace(entries[0], ends_at=entries[0].starts_at + 7 * HOUR)
    assert faults(entries) == [(1, "a short window lasts up to 6 hours; this one lasts 7 hours", 0)]


def test_exactly_six_and_thirty_six_hours_are_lawful() -> None:
    assert {entry.ends_at - entry.starts_at for entry in year()} == {6 * HOUR, 36 * HOUR}


def test_overlapping_over_the_end_of_a_month() -> None:
    entries = year()
    entries[4] = Entry("long", at("2027-05-31 12:00", STOCKHOLM), at("2027-06-01 20:00", STOCKHOLM))
    entries[5] = short("2027-06-01 18:00", "2027-06-01 22:00")
    assert faults(entries) == [(6, "it begins before an earlier window of the plan has ended", 5)]


def test_crossing_the_year() -> None:
    entries = year()
    entries[11] = short("2027-12-31 22:00", "2028-01-01 01:00")
    assert faults(entries) == [(12, "it does not lie within 2027 in Europe/Stockholm; windows belong to one year", 11)]


def test_of_another_year() -> None:
    entries = year()
    entries[11] = short("2028-12-19 00:00", "2028-12-19 06:00")
    assert [(month, entry) for month, _, entry in faults(entries)] == [(12, None), (12, 11)]


def test_ends_before_it_starts() -> None:
    entries = year()
    entries[2] = replace(entries[2], ends_at=entries[2].starts_at)
    assert faults(entries) == [(3, "it ends before it starts", 2)]


def test_the_order_of_the_dates_does_not_matter() -> None:
    entries = year()
    entries.reverse()
    assert found(entries) == ()


def test_a_policy_without_years() -> None:
    with pytest.raises(NoYearPlan):
        check_plan(2027, STOCKHOLM, year(), windows_of("itpdx"))


def test_an_instant_without_zone() -> None:
    entries = year()
    entries[0] = replace(entries[0], starts_at=entries[0].starts_at.replace(tzinfo=None))
    with pytest.raises(ValueError, match="no time zone"):
        found(entries)
