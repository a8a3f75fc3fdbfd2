"""Counts of what was owed, and the percentage, against fractions."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from maintenance.patching.rules.compliance import Counts, counted, summed

states = st.lists(st.sampled_from(["on_time", "late", "excepted", "open", "dropped"]), max_size=300)


@given(states)
def test_each_state_is_counted_once_and_dropped_ones_never(found: list[str]) -> None:
    counts = counted(found)
    assert [getattr(counts, name) for name in ("on_time", "late", "excepted", "open")] == [
        sum(state == name for state in found) for name in ("on_time", "late", "excepted", "open")
    ]
    assert counts.owed == len(found) - found.count("dropped")


@given(st.integers(0, 100_000), st.integers(0, 100_000), st.integers(0, 9), st.integers(0, 9))
def test_the_percentage_is_rounded_down(on_time: int, late: int, excepted: int, open_: int) -> None:
    percentage = Counts(on_time, late, excepted, open_).percentage
    if not on_time + late:
        assert percentage is None
        return
    exact = Fraction(100 * on_time, on_time + late)
    assert percentage == Decimal(int(exact * 100)) / 100
    assert (percentage == 100) == (late == 0)


def test_one_late_of_very_many_is_not_all_of_them() -> None:
    assert Counts(on_time=10_000_000, late=1).percentage == Decimal("99.99")


@given(st.lists(states, max_size=5))
def test_a_sum_is_the_counts_of_all(several: list[list[str]]) -> None:
    assert summed(map(counted, several)) == counted(state for found in several for state in found)
