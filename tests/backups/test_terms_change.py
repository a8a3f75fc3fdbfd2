"""Policies, contracts, places and servers change; schedules follow, and what was promised before stays on record."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from backups.actions.schedules import schedules_follow
from backups.models import Promise, Schedule, Terms
from backups.slots import slots_between
from backups.turning import slots_turn
from hostops.accounts.models import Contract, Server
from hostops.clocks.models import ClockEvent, Cycle
from hostops.journal.models import Entry
from hostops.lib.errors import NotAllowed
from hostops.lib.now import moved_to, now
from hostops.policies.actions import contract_bind
from tests.backups.house import DAY, HOUR, NORDICS, Schedules, backed_up, clock_of, ran, schedules
from tests.house import House

SLOT = datetime(2026, 3, 11, 0, 0, tzinfo=UTC)


@pytest.fixture
def kept(house: House, tuesday: datetime) -> Schedules:
    return backed_up(house)


def bind(contract: Contract, path: str, value: Any, reason: str = "Section 4 of the contract.") -> None:
    version = contract.bindings.latest("binds_from").version
    contract_bind(actor=None, contract=contract, version=version, binds_from=now(), overrides=[(path, value, reason)])


def terms(schedule: Schedule) -> list[Terms]:
    return list(schedule.terms.select_related("promise").order_by("from_at"))


def test_an_override_takes_over_with_its_reason(house: House, kept: Schedules) -> None:
    at = SLOT - HOUR
    with moved_to(at):
        bind(house.nordic_contract, "backups.tiers.daily.time_of_day", "03:00")
        assert schedules_follow(actor=None) == 1
    before, after = terms(kept["erp1", "daily"])
    assert before.until_at == after.from_at == at
    assert after.reason == "The contract sets it otherwise: Section 4 of the contract."
    assert after.promise.parsed.time_of_day == "03:00"


def test_a_cycle_whose_slot_has_not_come_makes_room_for_the_new_slot(house: House, kept: Schedules) -> None:
    with moved_to(SLOT - HOUR):
        bind(house.nordic_contract, "backups.tiers.daily.time_of_day", "03:00")
        schedules_follow(actor=None)
    daily = schedules()["erp1", "daily"]
    clock = clock_of(daily)
    assert (clock.cycle, clock.started_at, clock.due_at) == (2, SLOT + 2 * HOUR, SLOT + 6 * HOUR)
    assert daily.look_at == SLOT + 2 * HOUR
    cancelled = Cycle.objects.get(clock=clock)
    assert (cancelled.started_at, cancelled.cancelled_at) == (SLOT, SLOT - HOUR)
    assert "Section 4" in ClockEvent.objects.filter(clock=clock, what="cancelled").get().reason


def test_a_slot_that_has_come_stays_owed_as_it_was(house: House, kept: Schedules) -> None:
    with moved_to(SLOT + HOUR):
        slots_turn()
        bind(house.nordic_contract, "backups.tiers.daily.time_of_day", "03:00")
        schedules_follow(actor=None)
    daily = schedules()["erp1", "daily"]
    clock = clock_of(daily)
    assert (clock.cycle, clock.started_at, clock.due_at) == (1, SLOT, SLOT + 4 * HOUR)
    # the slot after it is that of the same night by the new terms
    assert daily.look_at == SLOT + 2 * HOUR
    with moved_to(SLOT + 90 * HOUR / 60):
        ran(daily, SLOT + 90 * HOUR / 60)
    assert clock_of(daily).started_at == SLOT + 2 * HOUR
    found = slots_between([daily], SLOT, SLOT + DAY, SLOT + 3 * HOUR)[daily.pk]
    assert [(slot.at, slot.state) for slot in found] == [(SLOT, "ok"), (SLOT + 2 * HOUR, "pending")]


def test_another_retention_alone_moves_no_slot(house: House, kept: Schedules) -> None:
    with moved_to(SLOT - HOUR):
        bind(house.nordic_contract, "backups.tiers.daily.retention", "P14D")
        schedules_follow(actor=None)
    daily = kept["erp1", "daily"]
    assert terms(daily)[-1].promise.parsed.retention == "P14D"
    assert clock_of(daily).started_at == SLOT


def test_a_server_that_moves_is_backed_up_by_the_wall_clock_of_its_new_place(house: House, kept: Schedules) -> None:
    location = house.nordic_server.zone.location  # type: ignore[union-attr]
    location.timezone = "America/New_York"
    location.save()
    with moved_to(SLOT - HOUR):
        schedules_follow(actor=None)
    daily = kept["erp1", "daily"]
    assert clock_of(daily).started_at == datetime(2026, 3, 11, 5, 0, tzinfo=UTC)
    assert terms(daily)[-1].reason == "Its times are those of America/New_York now."


def test_a_server_without_a_place_goes_by_the_policys_zone(house: House, kept: Schedules) -> None:
    Server.objects.filter(pk=house.nordic_server.pk).update(zone=None)
    schedules_follow(actor=None)
    assert {one.promise.timezone for one in Terms.objects.filter(schedule__server=house.nordic_server)} == {
        house.nordic_contract.bindings.get().version.parsed.policy.timezone
    }


def test_a_new_server_gets_its_tiers(house: House, kept: Schedules) -> None:
    Server.objects.filter(pk=house.unregistered.pk).update(registered_at=SLOT)
    with moved_to(SLOT + HOUR):
        assert schedules_follow(actor=None) == 4
    assert ("new1", "nightly_code") in schedules()


def test_a_server_that_leaves_ends_them_and_keeps_its_copies(house: House, kept: Schedules) -> None:
    daily = kept["erp1", "daily"]
    with moved_to(SLOT + 2 * HOUR):
        run = ran(daily, SLOT + HOUR)
    left = SLOT + 3 * HOUR
    Server.objects.filter(pk=house.nordic_server.pk).update(retired_at=left)
    with moved_to(SLOT + 5 * DAY):
        assert schedules_follow(actor=None) == len(NORDICS)
        slots_turn()
    daily = schedules()["erp1", "daily"]
    assert (daily.ended_at, daily.look_at) == (left, None)
    clock = clock_of(daily)
    assert clock.cancelled_at == left
    run.refresh_from_db()
    assert run.expires_at is not None
    found = slots_between([daily], SLOT, SLOT + 9 * DAY, SLOT + 9 * DAY)[daily.pk]
    assert [slot.state for slot in found] == ["ok"]


def test_a_server_that_comes_back_is_promised_again(house: House, kept: Schedules) -> None:
    Server.objects.filter(pk=house.nordic_server.pk).update(retired_at=SLOT + HOUR)
    with moved_to(SLOT + 2 * HOUR):
        schedules_follow(actor=None)
    Server.objects.filter(pk=house.nordic_server.pk).update(retired_at=None)
    with moved_to(SLOT + 3 * DAY + HOUR):
        assert schedules_follow(actor=None) == len(NORDICS)
    daily = schedules()["erp1", "daily"]
    assert (daily.pk, daily.ended_at) == (kept["erp1", "daily"].pk, None)
    clock = clock_of(daily)
    assert (clock.started_at, clock.cancelled_at) == (SLOT + 4 * DAY, None)
    found = slots_between([daily], SLOT, SLOT + 5 * DAY, SLOT + 3 * DAY + HOUR)[daily.pk]
    assert [slot.at for slot in found] == [SLOT, SLOT + 4 * DAY]


def test_a_tier_that_becomes_occasional_and_back(house: House, kept: Schedules) -> None:
    daily = kept["erp1", "daily"]
    version = house.nordic_contract.bindings.get().version
    occasional = [
        (f"backups.tiers.daily.{name}", value, "Asked for.")
        for name, value in {"cadence": "occasional", "time_of_day": None, "grace": None}.items()
    ]
    with moved_to(SLOT - 2 * HOUR):
        contract_bind(
            actor=None, contract=house.nordic_contract, version=version, binds_from=now(), overrides=occasional
        )
        schedules_follow(actor=None)
        assert clock_of(daily).cancelled_at == now()
        assert schedules()["erp1", "daily"].look_at is None
    with moved_to(SLOT - HOUR):
        contract_bind(actor=None, contract=house.nordic_contract, version=version, binds_from=now())
        schedules_follow(actor=None)
    clock = clock_of(daily)
    assert (clock.started_at, clock.cancelled_at) == (SLOT, None)


def test_changes_at_one_instant_leave_one_promise(house: House, kept: Schedules, tuesday: datetime) -> None:
    """Terms that would have held for no time at all are none."""
    Server.objects.filter(pk=house.nordic_server.pk).update(zone=None)
    schedules_follow(actor=None)
    assert [(one.from_at, one.until_at) for one in terms(kept["erp1", "daily"])] == [(tuesday, None)]


def test_asked_again_nothing_changes_and_little_is_asked(house: House, kept: Schedules) -> None:
    promises, stood = Promise.objects.count(), Terms.objects.count()
    with CaptureQueriesContext(connection) as found:
        assert schedules_follow(actor=None) == 0
    assert (Promise.objects.count(), Terms.objects.count()) == (promises, stood)
    assert len(found) <= 4


def test_servers_of_like_terms_share_their_promises(house: House, kept: Schedules) -> None:
    Server.objects.filter(pk=house.unregistered.pk).update(registered_at=SLOT)
    count = Promise.objects.count()
    with moved_to(SLOT + HOUR):
        schedules_follow(actor=None)
    assert Promise.objects.count() == count


def test_history_counts_from_an_earlier_instant(house: House, tuesday: datetime) -> None:
    daily = backed_up(house, since=tuesday - 10 * DAY)["erp1", "daily"]
    # 00:00 of that day, due at 04:00 and past
    assert clock_of(daily).started_at == SLOT - DAY
    found = slots_between([daily], tuesday - 20 * DAY, tuesday)[daily.pk]
    assert len(found) == 10


def test_each_change_stands_in_the_journal(house: House, kept: Schedules) -> None:
    Server.objects.filter(pk=house.nordic_server.pk).update(retired_at=SLOT + HOUR)
    with moved_to(SLOT + 2 * HOUR):
        schedules_follow(actor=house.planner)
    entries = Entry.objects.filter(object_kind="backup", object_id=kept["erp1", "daily"].pk).order_by("id")
    assert [entry.verb for entry in entries] == ["backups.schedule.made", "backups.schedule.ended"]
    assert entries[1].reason == "erp1 left."
    assert entries[1].actor == house.planner


@pytest.mark.parametrize("name", ["stranger", "holder", "engineer"])
def test_who_may_not(house: House, tuesday: datetime, name: str) -> None:
    with pytest.raises(NotAllowed):
        schedules_follow(actor=getattr(house, name))
