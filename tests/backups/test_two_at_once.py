"""Two workers at once, on two connections: no slot has two cycles, nothing is told twice, nobody waits for ever."""

from datetime import UTC, datetime

import pytest
from django.db import transaction

from backups.actions.schedules import schedules_follow
from backups.models import Run, Schedule, Terms
from backups.turning import runs_heard, slots_turn
from hostops.alerts.models import Alert
from hostops.clocks.models import Clock, Cycle
from hostops.lib.now import moved_to
from tests.backups.house import DAY, HARBORS, HOUR, NORDICS, backed_up, clock_of, unheard
from tests.house import House
from tests.tickets.test_two_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)

SLOT = datetime(2026, 3, 11, 0, 0, tzinfo=UTC)


def heard(schedule: Schedule, at: datetime, status: str = "ok") -> Run:
    """As a call of its own: row and clock in one transaction."""
    with moved_to(at), transaction.atomic():
        run = unheard(schedule, at, status)
        runs_heard([run], actor=None)
    return run


def turned(at: datetime) -> int:
    with moved_to(at):
        return slots_turn()


def test_followed_twice_each_server_has_its_tiers_once(house: House, tuesday: datetime) -> None:
    def follow() -> int:
        with moved_to(tuesday):
            return schedules_follow(actor=None)

    assert not [one for one in at_once(follow, follow) if isinstance(one, Exception)]
    follow()  # what one left to the other
    assert Schedule.objects.count() == Terms.objects.count() == len(HARBORS) + len(NORDICS)
    assert Clock.objects.filter(kind="backup").count() == len(HARBORS) + len(NORDICS) - 1


def test_two_good_runs_keep_one_slot_once(house: House, tuesday: datetime) -> None:
    daily = backed_up(house)["erp1", "daily"]
    found = at_once(lambda: heard(daily, SLOT + HOUR), lambda: heard(daily, SLOT + 2 * HOUR))
    assert not [one for one in found if isinstance(one, Exception)]
    [cycle] = Cycle.objects.filter(clock=clock_of(daily))
    assert cycle.stopped_at == SLOT + HOUR
    assert clock_of(daily).started_at == SLOT + DAY


def test_two_failures_are_told_once(house: House, tuesday: datetime) -> None:
    daily = backed_up(house)["erp1", "daily"]
    at_once(*[lambda: heard(daily, SLOT + HOUR, "failed")] * 2)
    assert Alert.objects.get().threshold == "failed"


def test_a_run_and_the_next_slot_come_together(house: House, tuesday: datetime) -> None:
    daily = backed_up(house)["erp1", "daily"]
    late = SLOT + DAY - HOUR / 60
    found = at_once(lambda: heard(daily, late), lambda: turned(SLOT + DAY))
    assert not [one for one in found if isinstance(one, Exception)]
    turned(SLOT + DAY)
    cycles = Cycle.objects.filter(clock=clock_of(daily))
    assert [(cycle.started_at, cycle.stopped_at) for cycle in cycles] == [(SLOT, late)]
    assert clock_of(daily).started_at == SLOT + DAY


def test_slots_turned_twice_turn_once(house: House, tuesday: datetime) -> None:
    daily = backed_up(house)["erp1", "daily"]
    at_once(*[lambda: turned(SLOT + 2 * DAY)] * 2)
    turned(SLOT + 2 * DAY)
    assert [cycle.started_at for cycle in Cycle.objects.filter(clock=clock_of(daily))] == [SLOT, SLOT + DAY]
