"""How long a window may last: exact hours, whatever clocks do (iptor:5e)."""

import pytest

from maintenance.rules.lengths import lasting, latest_end, too_long
from tests.maintenance_rules.samples import STOCKHOLM, at, windows_of


def test_hours_are_exact_over_a_change_of_clocks() -> None:
    start = at("2026-10-24 20:00", STOCKHOLM)
    assert latest_end(start, "PT36H", STOCKHOLM) == at("2026-10-26 07:00", STOCKHOLM)


def test_days_are_by_the_wall_clock() -> None:
    start = at("2026-10-24 20:00", STOCKHOLM)
    assert latest_end(start, "P2D", STOCKHOLM) == at("2026-10-26 20:00", STOCKHOLM)


def test_exactly_the_longest_is_lawful_and_a_second_more_is_not() -> None:
    start = at("2027-06-20 00:00", STOCKHOLM)
    assert too_long("short", start, at("2027-06-20 06:00:00", STOCKHOLM), windows_of("iptor"), STOCKHOLM) is None
    said = too_long("short", start, at("2027-06-20 06:00:01", STOCKHOLM), windows_of("iptor"), STOCKHOLM)
    assert said == "a short window lasts up to 6 hours; this one lasts 6 hours and 1 second"


def test_midnight_to_six_is_seven_hours_when_clocks_go_back() -> None:
    start, end = at("2026-10-25 00:00", STOCKHOLM), at("2026-10-25 06:00", STOCKHOLM)
    said = too_long("short", start, end, windows_of("iptor"), STOCKHOLM)
    assert said is not None
    assert "7 hours" in said


@pytest.mark.parametrize("kind", ["proactive", "emergency"])
def test_a_kind_without_a_length_has_no_limit(kind: str) -> None:
    start, end = at("2027-01-01 00:00"), at("2027-12-01 00:00")
    assert too_long(kind, start, end, windows_of("iptor"), STOCKHOLM) is None
    assert too_long("agreed", start, end, windows_of("itpdx"), STOCKHOLM) is None


def test_a_length_in_words() -> None:
    assert lasting(at("2027-01-02 12:30") - at("2027-01-01 00:00")) == "36 hours and 30 minutes"
