"""Slots by the calendar agree with a wall clock watched day by day, wherever and whenever clocks jump."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hostops.clocks.slots import next_slot, slot_of, slots_of
from hostops.policies.schema.backups import Tier
from hostops.policies.schema.calendars import WEEKDAYS
from tests.clocks import slot_oracle

# forward and back at night, by half an hour, at midnight, on the southern side, a date left out, no jumps at all
ZONES = (
    "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Santiago", "Africa/Cairo", "Pacific/Apia",
    "Asia/Kolkata", "UTC",
)  # fmt: skip
TIMES = st.builds("{:02}:{:02}".format, st.integers(0, 23), st.sampled_from([0, 15, 30, 45]))
CADENCES: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "daily": {},
    "weekly": {"weekday": st.sampled_from(WEEKDAYS)},
    "monthly": {"day_of_month": st.integers(1, 28)},
    "yearly": {"day_of_month": st.integers(1, 28), "month": st.integers(1, 12)},
}
FIRST = datetime(2010, 1, 1, tzinfo=UTC)
INSTANTS = st.integers(0, 10_000_000).map(lambda minutes: FIRST + timedelta(minutes=minutes, seconds=7))


def tier(cadence: str, time_of_day: str | None, **more: Any) -> Tier:
    given: dict[str, Any] = {"name": "x", "title": "X", "clause": "iptor:2a", "kind": "full", "scope": "system"}
    grace = "PT4H" if time_of_day else None
    return Tier(cadence=cadence, retention="P7D", time_of_day=time_of_day, grace=grace, **given, **more)


@st.composite
def tiers(draw: st.DrawFn) -> Tier:
    cadence = draw(st.sampled_from(list(CADENCES)))
    return tier(cadence, draw(TIMES), **{name: draw(values) for name, values in CADENCES[cadence].items()})


@settings(deadline=None, max_examples=80)
@given(tiers(), st.sampled_from(ZONES), INSTANTS, st.integers(0, 400))
def test_the_slots_of_a_span(found: Tier, zone: str, start: datetime, days: int) -> None:
    end = start + timedelta(days=days if found.cadence in ("monthly", "yearly") else days % 40)
    assert slots_of(found, zone, start, end) == slot_oracle.slots(found, zone, start, end)


@settings(deadline=None, max_examples=60)
@given(tiers(), st.sampled_from(ZONES), INSTANTS)
def test_the_slot_of_an_instant_and_the_one_after_it(found: Tier, zone: str, at: datetime) -> None:
    near = timedelta(days=400 if found.cadence == "yearly" else 40)
    around = slot_oracle.slots(found, zone, at - near, at + near)
    assert slot_of(found, zone, at) == max(slot for slot in around if slot <= at)
    assert next_slot(found, zone, at) == min(slot for slot in around if slot > at)


@pytest.mark.parametrize("zone", ZONES)
def test_every_day_of_two_years_of_jumps(zone: str) -> None:
    """2011 and 2012 hold Samoa's missing day; 02:30 is what most zones skip and repeat."""
    start, end = datetime(2011, 1, 1, tzinfo=UTC), datetime(2013, 1, 1, tzinfo=UTC)
    for time_of_day in ("00:00", "02:30"):
        daily = tier("daily", time_of_day)
        assert slots_of(daily, zone, start, end) == slot_oracle.slots(daily, zone, start, end)


def test_a_date_that_samoa_left_out_has_no_slot_of_its_own() -> None:
    start, end = datetime(2011, 12, 28, 12, tzinfo=UTC), datetime(2012, 1, 1, 12, tzinfo=UTC)
    found = slots_of(tier("daily", "03:00"), "Pacific/Apia", start, end)
    assert [f"{slot:%d %H:%M}" for slot in found] == ["28 13:00", "29 13:00", "30 13:00", "31 13:00"]


def test_an_occasional_tier_has_none() -> None:
    at = datetime(2026, 3, 10, tzinfo=UTC)
    occasional = tier("occasional", None)
    assert slots_of(occasional, "UTC", at, at + timedelta(days=400)) == []
    assert next_slot(occasional, "UTC", at) is None
    assert slot_of(occasional, "UTC", at) is None


def test_a_slot_itself_is_its_own_and_not_the_next() -> None:
    at = datetime(2026, 3, 10, 1, 0, tzinfo=UTC)
    daily = tier("daily", "01:00")
    assert slot_of(daily, "UTC", at) == at
    assert next_slot(daily, "UTC", at) == at + timedelta(days=1)
