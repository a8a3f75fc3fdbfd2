"""A run lies between the least and the greatest delay after its releases, by the policy's wall clock (iptor:5c)."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hostops.policies.schema.patching import PlanDistance
from maintenance.patching.rules.distance import span_of, too_near_or_far

RULE = PlanDistance(clause="iptor:5c", minimum="P3D", maximum="P30D")
ZONES = ("Europe/Stockholm", "America/Los_Angeles", "Australia/Lord_Howe", "UTC", "Pacific/Apia")
# minutes of ten years
INSTANTS = st.integers(0, 5_259_600).map(lambda minutes: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes))


def later(instant: datetime, days: int, zone: str) -> datetime:
    """The same wall-clock time so many dates later; one that is skipped moves forward by what the clock jumps."""
    wall = instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None) + timedelta(days=days)
    return wall.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC)


@given(INSTANTS, st.sampled_from(ZONES))
def test_the_span_is_of_the_wall_clock(released_at: datetime, zone: str) -> None:
    assert span_of(released_at, RULE, zone) == (later(released_at, 3, zone), later(released_at, 30, zone))


@pytest.mark.parametrize(("seconds", "side"), [(-1, "near"), (0, None), (1, None)])
def test_its_first_moment_is_lawful(seconds: int, side: str | None) -> None:
    released = datetime(2026, 3, 27, 12, tzinfo=UTC)
    first, _ = span_of(released, RULE, "Europe/Stockholm")
    assert first == datetime(2026, 3, 30, 11, tzinfo=UTC)  # the clocks went forward in between
    off = too_near_or_far(first + timedelta(seconds=seconds), [("R1", released)], RULE, "Europe/Stockholm")
    assert [one.side for one in off] == ([side] if side else [])


def test_its_last_moment_is_lawful_and_the_words_say_which_release() -> None:
    released = datetime(2026, 1, 10, 12, tzinfo=UTC)
    _, last = span_of(released, RULE, "UTC")
    assert too_near_or_far(last, [("R1", released)], RULE, "UTC") == []
    [off] = too_near_or_far(last + timedelta(seconds=1), [("R2", released), ("R3", last - 5 * timedelta(days=1))],
                            RULE, "UTC")  # fmt: skip
    assert off.words() == "R2 is more than 30 days old then"
