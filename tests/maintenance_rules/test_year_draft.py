"""A year drafted by a rule: the nth weekday of each month, and nothing nudged."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hostops.clocks.businesstime.wall import zone_named
from hostops.policies.schema.calendars import WEEKDAYS, Weekday
from maintenance.rules.yearcheck import check_plan
from maintenance.rules.yearplan import Pattern, PlanRule, draft, rule_of
from tests.maintenance_rules import oracle
from tests.maintenance_rules.samples import JUMPS, STOCKHOLM, at, windows_of

CLAUSE = "iptor:5e"


def third_sunday() -> PlanRule:
    short = Pattern("sun", 3, "00:00", "PT6H")
    return PlanRule(STOCKHOLM, short, Pattern("sat", 2, "08:00", "PT36H"), (4, 10))


def test_the_rule_of_the_issue_gives_a_lawful_year() -> None:
    drafted = draft(2027, third_sunday(), CLAUSE)
    assert drafted.faults == ()
    assert [entry.kind for entry in drafted.entries].count("long") == 2
    january, april = drafted.entries[0], drafted.entries[3]
    assert january.starts_at == at("2027-01-17 00:00", STOCKHOLM)
    assert january.ends_at == at("2027-01-17 06:00", STOCKHOLM)
    assert april.starts_at == at("2027-04-10 08:00", STOCKHOLM)
    assert april.ends_at == at("2027-04-11 20:00", STOCKHOLM)
    assert check_plan(2027, STOCKHOLM, drafted.entries, windows_of("iptor")) == ()


def test_the_policys_own_rule() -> None:
    rule = rule_of(windows_of("iptor"), STOCKHOLM)
    assert rule is not None
    assert (rule.short.words(), rule.short.length, rule.long.length) == ("3rd Sunday at 00:00", "PT6H", "PT36H")
    assert rule.long_months == (5, 11)
    assert check_plan(2027, STOCKHOLM, draft(2027, rule, CLAUSE).entries, windows_of("iptor")) == ()
    assert rule_of(windows_of("itpdx"), STOCKHOLM) is None


def test_a_time_that_clocks_jump_over_is_refused_by_its_date() -> None:
    pattern = Pattern("sun", "last", "02:30", "PT4H")
    drafted = draft(2027, PlanRule(STOCKHOLM, pattern, pattern, (4, 10)), CLAUSE)
    (fault,) = drafted.faults
    assert (fault.month, fault.clause) == (3, CLAUSE)
    assert fault.detail.startswith("2027-03-28 has no 02:30 in Europe/Stockholm")
    assert len(drafted.entries) == 11


def test_a_time_that_comes_twice_is_the_first_and_its_length_is_exact() -> None:
    pattern = Pattern("sun", "last", "02:30", "PT4H")
    october = draft(2026, PlanRule(STOCKHOLM, pattern, pattern, (4,)), CLAUSE).entries[-3]
    assert october.starts_at == at("2026-10-25 02:30", STOCKHOLM, fold=0)
    assert october.ends_at == at("2026-10-25 05:30", STOCKHOLM)


@pytest.mark.parametrize(("nth", "expected"), [(1, "1st Monday at 09:00"), ("last", "last Monday at 09:00")])
def test_a_pattern_in_words(nth: int, expected: str) -> None:
    assert Pattern("mon", nth, "09:00", "PT1H").words() == expected


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(JUMPS),
    st.sampled_from(WEEKDAYS),
    st.sampled_from((1, 2, 3, 4, "last")),
    st.sampled_from(("00:00", "00:30", "01:30", "02:15", "23:45")),
)
def test_agrees_with_the_oracle(jump: tuple[str, date], weekday: Weekday, nth: int | str, time: str) -> None:
    zone, year = jump[0], jump[1].year
    pattern = Pattern(weekday, nth, time, "PT2H")  # type: ignore[arg-type]
    drafted = draft(year, PlanRule(zone, pattern, pattern, ()), CLAUSE)
    skipped = {fault.month for fault in drafted.faults}
    starts = iter(drafted.entries)
    for month in range(1, 13):
        number = list(WEEKDAYS).index(weekday)
        day = oracle.nth_weekday(year, month, number, None if nth == "last" else int(nth))
        assert (month in skipped) is not oracle.exists(zone, day, time)
        if month not in skipped:
            entry = next(starts)
            local = entry.starts_at.astimezone(zone_named(zone))
            assert (local.date(), f"{local:%H:%M}") == (day, time)
            assert entry.ends_at - entry.starts_at == timedelta(hours=2)
