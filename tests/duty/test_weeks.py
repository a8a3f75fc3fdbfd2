"""A weekly rule: a shift a week, the people in turn, handed over at the same wall-clock time all year."""

from datetime import UTC, date, datetime, time
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from hostops.duty.weeks import drafted

STOCKHOLM = ZoneInfo("Europe/Stockholm")
ZONES = ["Europe/Stockholm", "America/Los_Angeles", "Australia/Lord_Howe", "Asia/Kolkata", "America/Sao_Paulo"]


def test_in_turn_and_at_the_same_time_across_a_clock_change() -> None:
    slots = list(drafted("AB", first_day=date(2026, 3, 23), at=time(9), zone=STOCKHOLM, weeks=3))
    assert [slot.person for slot in slots] == ["A", "B", "A"]
    assert [slot.starts_at for slot in slots] == [
        datetime(2026, 3, 23, 8, tzinfo=UTC),
        datetime(2026, 3, 30, 7, tzinfo=UTC),  # summer time since the 29th
        datetime(2026, 4, 6, 7, tzinfo=UTC),
    ]


def test_a_hand_over_that_the_clock_skips_moves_forward() -> None:
    [slot] = drafted("A", first_day=date(2026, 3, 22), at=time(2, 30), zone=STOCKHOLM, weeks=1)
    assert slot.ends_at == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)  # 03:30 in summer time


@given(
    st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    st.times(),
    st.sampled_from(ZONES),
    st.integers(1, 60),
    st.integers(1, 9),
)
def test_no_gap_and_no_overlap_ever(first: date, at: time, zone: str, weeks: int, people: int) -> None:
    slots = list(drafted(range(people), first_day=first, at=at, zone=ZoneInfo(zone), weeks=weeks))
    assert len(slots) == weeks
    assert all(slot.starts_at < slot.ends_at for slot in slots)
    assert all(before.ends_at == after.starts_at for before, after in pairwise(slots))
