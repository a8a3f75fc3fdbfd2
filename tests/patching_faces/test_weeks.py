"""Which columns of the board a period takes, by the dates of its zone."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from maintenance.patching.rules.weeks import Columns, column, columns, name_of, weeks_up_to

DAY = timedelta(days=1)
WEEKS = weeks_up_to(date(2026, 3, 10))


def test_half_a_year_up_to_the_week_of_the_day() -> None:
    assert (WEEKS[0], WEEKS[-1], len(WEEKS)) == (date(2025, 9, 15), date(2026, 3, 9), 26)
    assert (name_of(WEEKS[0]), name_of(date(2026, 12, 28))) == ("2025-W38", "2026-W53")


def test_a_week_is_one_column() -> None:
    assert columns(WEEKS, date(2026, 3, 2), date(2026, 3, 9)) == Columns(24, 1)


def test_a_quarter_is_the_weeks_whose_thursday_it_has() -> None:
    # 1 January 2026 is a Thursday: its week is the quarter's first, although it began in December.
    assert columns(WEEKS, date(2025, 10, 1), date(2026, 1, 1)) == Columns(2, 13)
    assert columns(WEEKS, date(2026, 1, 1), date(2026, 4, 1)) == Columns(15, 11)


def test_what_lies_outside_takes_none() -> None:
    assert columns(WEEKS, date(2025, 4, 1), date(2025, 7, 1)).length == 0
    assert columns(WEEKS, date(2026, 4, 1), date(2026, 7, 1)).length == 0
    assert column(WEEKS, date(2026, 3, 16)) == 26
    assert column(WEEKS, date(2025, 9, 14)) == -1


@given(st.dates(date(2025, 1, 1), date(2027, 1, 1)), st.integers(1, 100))
def test_it_agrees_with_looking_at_each_week(starts: date, length: int) -> None:
    ends = starts + length * DAY
    looked = [place for place, week in enumerate(WEEKS) if starts <= week + 3 * DAY < ends]
    found = columns(WEEKS, starts, ends)
    assert list(range(found.first, found.first + found.length)) == looked
