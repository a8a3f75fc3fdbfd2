"""At which instants backup tiers fall into a window, by the wall clock of the policy's zone."""

from datetime import datetime, timedelta

from hostops.clocks.slots import slots_within
from hostops.policies.loading import DOCUMENTS, load
from tests.maintenance_rules.samples import STOCKHOLM, at

BACKUPS = load(DOCUMENTS / "iptor.yaml").backups


def slots(start: str, end: str) -> list[tuple[datetime, str]]:
    assert BACKUPS is not None
    found = slots_within(BACKUPS.tiers, STOCKHOLM, at(start, STOCKHOLM), at(end, STOCKHOLM))
    return [(slot, tier.name) for slot, tier in found]


def test_a_sunday_night_meets_the_daily_and_the_weekly() -> None:
    assert slots("2027-03-21 00:00", "2027-03-21 03:00") == [
        (at("2027-03-21 01:00", STOCKHOLM), "daily"),
        (at("2027-03-21 02:00", STOCKHOLM), "weekly"),
    ]


def test_an_end_is_no_longer_in_it_and_a_start_is() -> None:
    assert slots("2027-03-20 05:00", "2027-03-20 05:01") == [(at("2027-03-20 05:00", STOCKHOLM), "snapshot")]
    assert slots("2027-03-20 04:00", "2027-03-20 05:00") == []


def test_over_the_turn_of_a_year_the_monthly_and_the_yearly() -> None:
    names = [name for _, name in slots("2026-12-31 20:00", "2027-01-02 04:00")]
    assert [name for name in names if name not in ("daily", "snapshot")] == ["monthly", "yearly"]


def test_a_slot_that_clocks_jump_over_moves_behind_the_jump() -> None:
    [(slot, name)] = [found for found in slots("2027-03-28 01:30", "2027-03-28 04:00") if found[1] == "weekly"]
    assert (slot, name) == (at("2027-03-28 03:00", STOCKHOLM), "weekly")
    assert slot - at("2027-03-28 01:00", STOCKHOLM) == timedelta(hours=1)
