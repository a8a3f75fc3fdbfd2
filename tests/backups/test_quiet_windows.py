"""A slot that lies in a used, announced service window is not owed, where the policy says so."""

from datetime import UTC, datetime
from typing import Any

import pytest

from backups.models import Schedule
from backups.slots import slots_between
from backups.turning import slots_turn
from hostops.alerts.models import Alert
from hostops.alerts.sweep import sweep
from hostops.clocks.models import ClockEvent, Cycle
from hostops.lib.now import moved_to
from hostops.policies.actions import contract_bind
from maintenance.models import Window
from tests.backups.house import DAY, HOUR, backed_up, clock_of, ran
from tests.house import House
from tests.maintenance.scene import announced, decided, planned

# three weeks behind the tuesday; Stockholm and Frankfurt are two hours ahead by then
NIGHT = datetime(2026, 4, 18, 22, 0, tzinfo=UTC)
SLOT = datetime(2026, 4, 18, 23, 0, tzinfo=UTC)


@pytest.fixture
def daily(house: House, tuesday: datetime) -> Schedule:
    return backed_up(house)["erp1", "daily"]


def window(house: House, **more: Any) -> Window:
    """Over erp1 from 22:00 to 02:00 UTC, announced and used."""
    return announced(house, starts_at=NIGHT, **more)


def turned_up_to(at: datetime) -> None:
    with moved_to(at):
        slots_turn()


def state(schedule: Schedule, at: datetime, slot: datetime = SLOT) -> tuple[str, str]:
    [found] = slots_between([schedule], slot, slot + HOUR, at)[schedule.pk]
    return found.state, found.quiet_by


def test_its_cycle_is_cancelled_with_the_window_as_reason(house: House, daily: Schedule) -> None:
    covering = window(house)
    turned_up_to(SLOT)
    clock = clock_of(daily)
    assert (clock.started_at, clock.cancelled_at) == (SLOT, SLOT)
    event = ClockEvent.objects.filter(clock=clock).latest("id")
    assert (event.what, event.reason) == ("cancelled", covering.number)
    assert event.spans
    assert state(daily, SLOT + 9 * HOUR) == ("quiet", covering.number)


def test_nobody_is_told_and_the_next_slot_is_owed_again(house: House, daily: Schedule) -> None:
    window(house)
    turned_up_to(SLOT - HOUR)
    Alert.objects.all().delete()
    turned_up_to(SLOT)
    with moved_to(SLOT + 5 * HOUR):
        sweep()
    assert not Alert.objects.filter(clock=clock_of(daily), threshold="breach", instant__gte=SLOT).exists()
    turned_up_to(SLOT + DAY)
    clock = clock_of(daily)
    assert (clock.started_at, clock.cancelled_at) == (SLOT + DAY, None)
    assert Cycle.objects.get(clock=clock, started_at=SLOT).cancelled_at == SLOT


def test_a_good_run_in_it_is_ok(house: House, daily: Schedule) -> None:
    window(house)
    turned_up_to(SLOT)
    with moved_to(SLOT + 9 * HOUR):
        ran(daily, SLOT + 8 * HOUR)
    assert state(daily, SLOT + 9 * HOUR)[0] == "ok"


def test_what_fails_in_it_is_quiet_and_wakes_nobody(house: House, daily: Schedule) -> None:
    window(house)
    turned_up_to(SLOT)
    with moved_to(SLOT + HOUR):
        ran(daily, SLOT + HOUR, "failed")
    assert state(daily, SLOT + HOUR)[0] == "quiet"
    assert not Alert.objects.filter(clock=clock_of(daily), threshold="failed").exists()


def test_a_window_that_is_not_used_excuses_nothing(house: House, daily: Schedule) -> None:
    decided(house, planned(house, starts_at=NIGHT), decision="not_used")
    turned_up_to(SLOT)
    assert clock_of(daily).cancelled_at is None
    assert state(daily, SLOT + 9 * HOUR)[0] == "missed"


def test_a_slot_beside_the_window_is_owed(house: House, daily: Schedule) -> None:
    window(house)
    assert state(daily, SLOT + 3 * DAY, SLOT - DAY) == ("missed", "")
    assert state(daily, SLOT + 3 * DAY, SLOT + DAY) == ("missed", "")


def test_another_servers_backups_are_owed(house: House, tuesday: datetime) -> None:
    kept = backed_up(house)
    window(house)
    turned_up_to(SLOT + HOUR)
    nightly = kept["web1", "nightly_code"]
    assert clock_of(nightly).cancelled_at is None
    assert state(nightly, SLOT + 9 * HOUR)[0] == "missed"


def test_a_tier_that_is_not_quiet_is_owed_through_the_window(house: House, tuesday: datetime) -> None:
    contract_bind(
        actor=house.manager,
        contract=house.nordic_contract,
        version=house.nordic_contract.bindings.get().version,
        binds_from=tuesday,
        overrides=[("backups.tiers.daily.quiet_in_windows", False, "The bank asks for it.")],
    )
    daily = backed_up(house)["erp1", "daily"]
    window(house)
    turned_up_to(SLOT)
    assert clock_of(daily).cancelled_at is None
    assert state(daily, SLOT + 9 * HOUR)[0] == "missed"


def test_what_is_heard_of_a_later_slot_first_excuses_the_one_in_the_window(house: House, daily: Schedule) -> None:
    window(house)
    turned_up_to(SLOT - DAY)
    with moved_to(SLOT + DAY + HOUR):
        ran(daily, SLOT + DAY + HOUR)
    cycle = Cycle.objects.get(clock=clock_of(daily), started_at=SLOT)
    assert (cycle.cancelled_at, cycle.stopped_at) == (SLOT, None)
    assert clock_of(daily).started_at == SLOT + 2 * DAY


def test_a_worker_that_comes_days_late_excuses_the_slot_all_the_same(house: House, daily: Schedule) -> None:
    window(house)
    turned_up_to(SLOT + 2 * DAY + HOUR)
    cycle = Cycle.objects.get(clock=clock_of(daily), started_at=SLOT)
    assert (cycle.cancelled_at, cycle.stopped_at) == (SLOT, None)
