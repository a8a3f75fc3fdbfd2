"""What a line covers and where nobody is on call: together always the whole time."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from hostops.duty.coverage import days_of_week, gaps, monday_of, pieces

BEGIN = datetime(2026, 3, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Shift:
    starts_at: datetime
    ends_at: datetime


def hours(first: int, last: int) -> Shift:
    return Shift(BEGIN + timedelta(hours=first), BEGIN + timedelta(hours=last))


def test_before_between_and_after() -> None:
    found = gaps([hours(2, 4), hours(4, 6), hours(8, 30)], BEGIN, BEGIN + timedelta(hours=24))
    assert [(gap.starts_at.hour, gap.ends_at.hour) for gap in found] == [(0, 2), (6, 8)]


def test_without_shifts_all_of_it() -> None:
    [gap] = gaps([], BEGIN, BEGIN + timedelta(hours=1))
    assert (gap.starts_at, gap.ends_at) == (BEGIN, BEGIN + timedelta(hours=1))


def apart(cuts: list[int]) -> list[Shift]:
    """Shifts that do not overlap, from sorted hours two by two."""
    ordered = sorted(cuts)
    return [hours(first, last) for first, last in zip(ordered[::2], ordered[1::2], strict=False) if first < last]


@given(st.lists(st.integers(-50, 250), unique=True), st.integers(0, 100), st.integers(1, 100))
def test_every_hour_is_in_one_piece_and_in_the_right_one(cuts: list[int], first: int, length: int) -> None:
    shifts, starts = apart(cuts), BEGIN + timedelta(hours=first)
    ends = starts + timedelta(hours=length)
    found = pieces(shifts, starts, ends)
    assert (found[0].starts_at, found[-1].ends_at) == (starts, ends)
    assert all(before.ends_at == after.starts_at for before, after in pairwise(found))
    for hour in range(length):
        at = starts + timedelta(hours=hour)
        covered: list[Shift | None] = [shift for shift in shifts if shift.starts_at <= at < shift.ends_at]
        [piece] = [piece for piece in found if piece.starts_at <= at < piece.ends_at]
        assert [piece.shift] == (covered or [None])


def test_a_day_on_which_the_clock_changes_has_its_own_length() -> None:
    days = days_of_week(monday_of(date(2026, 3, 29)), ZoneInfo("Europe/Stockholm"))
    assert days[0][0] == date(2026, 3, 23)
    assert days[6][2] - days[6][1] == timedelta(hours=23)
