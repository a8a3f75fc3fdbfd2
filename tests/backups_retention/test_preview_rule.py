"""The preview of other values, against a brute walk over random histories."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backups.rules.preview import Copy, previewed
from tests.backups_retention.oracle import may_go_from
from tests.backups_retention.test_expiry_rule import INSTANTS, ZONES

SECOND = timedelta(seconds=1)
TIERS = ("daily", "weekly", "monthly")
RETENTIONS = st.fixed_dictionaries({tier: st.integers(1, 370) for tier in TIERS})


@st.composite
def histories(draw: st.DrawFn) -> list[Copy]:
    """Copies around one instant, in no order, some of the same second."""
    last = draw(INSTANTS)
    ages = draw(st.lists(st.tuples(st.integers(-2, 400), st.integers(0, 86_399), st.sampled_from(TIERS)), max_size=25))
    return [
        Copy(number, tier, last - timedelta(days=days, seconds=seconds))
        for number, (days, seconds, tier) in enumerate(ages)
    ]


@given(histories(), RETENTIONS, st.sampled_from(ZONES), INSTANTS)
def test_each_copy_goes_by_its_own_end_and_tier(
    copies: list[Copy], days: dict[str, int], zone: str, at: datetime
) -> None:
    found = previewed(copies, {tier: f"P{count}D" for tier, count in days.items()}, zone, at)
    gone = [copy.id for copy in copies if may_go_from(copy.finished_at, days[copy.tier], zone) <= at]
    assert found.expire == gone
    assert found.keep == [copy.id for copy in copies if copy.id not in gone]


@given(histories(), RETENTIONS, st.sampled_from(ZONES), INSTANTS, st.integers(0, 100))
def test_longer_values_keep_no_less_and_time_keeps_no_more(
    copies: list[Copy], days: dict[str, int], zone: str, at: datetime, more: int
) -> None:
    kept = {tier: f"P{count}D" for tier, count in days.items()}
    longer = {tier: f"P{count + more}D" for tier, count in days.items()}
    now = set(previewed(copies, kept, zone, at).keep)
    assert now <= set(previewed(copies, longer, zone, at).keep)
    assert set(previewed(copies, kept, zone, at + timedelta(days=more)).keep) <= now


def test_it_may_go_at_that_instant_and_not_a_second_before() -> None:
    ended = datetime(2026, 3, 10, 1, 12, tzinfo=UTC)
    goes = datetime(2026, 3, 17, 1, 12, tzinfo=UTC)
    copies = [Copy("a", "daily", ended)]
    assert previewed(copies, {"daily": "P7D"}, "UTC", goes - SECOND).keep == ["a"]
    assert previewed(copies, {"daily": "P7D"}, "UTC", goes).expire == ["a"]


def test_a_copy_of_the_future_is_kept() -> None:
    at = datetime(2026, 3, 10, tzinfo=UTC)
    assert previewed([Copy(1, "daily", at + SECOND)], {"daily": "P1D"}, "UTC", at).keep == [1]


def test_a_tier_without_retention_is_an_error() -> None:
    at = datetime(2026, 3, 10, tzinfo=UTC)
    with pytest.raises(KeyError):
        previewed([Copy(1, "hourly", at)], {"daily": "P1D"}, "UTC", at)
