"""Good runs that are far from their own history, with the figures that say so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backups.rules.suspicion import Measured, in_words, suspicious
from hostops.policies.schema.backups import Suspicion

RULE = Suspicion(clause="x:1", among=6, at_least=3, size_below=50, size_above=200, duration_above=300)
USUAL = [Measured(1000, 60.0)] * 6


def test_the_usual_is_not_suspicious() -> None:
    assert suspicious(RULE, Measured(1000, 60), USUAL) is None
    # at a bound is within it
    assert suspicious(RULE, Measured(500, 180), USUAL) is None
    assert suspicious(RULE, Measured(2000, 0), USUAL) is None


@pytest.mark.parametrize(("size", "bound"), [(499, 50), (0, 50), (2001, 200)])
def test_size(size: int, bound: int) -> None:
    found = suspicious(RULE, Measured(size, 60), USUAL)
    assert found is not None
    assert [(each["what"], each["value"], each["median"], each["bound"]) for each in found] == [
        ("size", size, 1000, bound)
    ]


def test_duration() -> None:
    found = suspicious(RULE, Measured(1000, 181), USUAL)
    assert found is not None
    assert in_words(found[0]) == (
        "its duration is 302 % of the median of the last 6 good runs; above 300 % is suspicious"
    )


def test_a_percentage_never_reads_as_if_it_stood_at_the_bound() -> None:
    found = suspicious(RULE, Measured(4999, 60), [Measured(10000, 60)] * 6)
    assert found is not None
    assert found[0]["percent"] == 49


def test_with_little_history_nothing_is_said() -> None:
    assert suspicious(RULE, Measured(1, 6000), USUAL[:2]) is None
    assert suspicious(RULE, Measured(1, 6000), [Measured(None, None)] * 6) is None


def test_only_the_latest_count() -> None:
    assert suspicious(RULE, Measured(1000, 60), USUAL + [Measured(1, 1)] * 100) is None


def test_what_is_not_known_is_not_judged() -> None:
    assert suspicious(RULE, Measured(None, None), USUAL) is None


@given(st.lists(st.integers(0, 10**12), min_size=3, max_size=6), st.integers(0, 10**12))
def test_agrees_with_counting(sizes: list[int], size: int) -> None:
    ordered = sorted(sizes)
    half = len(ordered) // 2
    middle = ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
    expected = middle > 0 and (2 * size < middle or size > 2 * middle)
    assert bool(suspicious(RULE, Measured(size, None), [Measured(each, None) for each in sizes])) == expected
