"""A run that failed raises an alert of its own at once, once for each slot."""

from datetime import UTC, datetime

import pytest

from backups.models import Schedule
from backups.turning import runs_heard
from hostops.alerts.models import Alert, Delivery
from hostops.alerts.outbox import deliver
from hostops.alerts.routing import route
from hostops.lib.now import moved_to
from hostops.policies.actions import contract_bind
from tests.backups.house import DAY, HOUR, backed_up, clock_of, ran, unheard
from tests.house import House

SLOT = datetime(2026, 3, 11, 0, 0, tzinfo=UTC)


@pytest.fixture
def daily(house: House, tuesday: datetime) -> Schedule:
    return backed_up(house)["erp1", "daily"]


def told(schedule: Schedule) -> list[tuple[str, int, datetime]]:
    rows = Alert.objects.filter(clock=clock_of(schedule)).order_by("pk")
    return [(alert.threshold, alert.cycle, alert.instant) for alert in rows]


def failed(schedule: Schedule, at: datetime, heard: datetime | None = None) -> None:
    with moved_to(heard or at):
        ran(schedule, at, "failed")


def test_it_is_told_as_the_breach_is(daily: Schedule) -> None:
    failed(daily, SLOT + HOUR)
    [alert] = Alert.objects.all()
    assert (alert.threshold, alert.cycle, alert.instant) == ("failed", 1, SLOT + HOUR)
    assert (alert.tell, alert.wakes) == (["engineers", "planners"], False)
    assert clock_of(daily).stopped_at is None


def test_once_for_each_slot(daily: Schedule) -> None:
    failed(daily, SLOT + HOUR)
    failed(daily, SLOT + 2 * HOUR)
    assert told(daily) == [("failed", 1, SLOT + HOUR)]
    with moved_to(SLOT + DAY + HOUR):
        ran(daily, SLOT + DAY + HOUR, "failed")
    assert told(daily)[1:] == [("failed", 2, SLOT + DAY + HOUR)]


def test_people_are_mailed_though_the_slot_was_kept_meanwhile(daily: Schedule, house: House) -> None:
    failed(daily, SLOT + HOUR)
    with moved_to(SLOT + HOUR):
        route()
        ran(daily, SLOT + HOUR + HOUR / 2)
    with moved_to(SLOT + 20 * HOUR):
        deliver()
    mails = Delivery.objects.filter(channel="email", alert__threshold="failed")
    assert {mail.state for mail in mails} == {"sent"}
    assert f"{daily.number}: backup failed" in {mail.title for mail in mails}


def test_after_a_good_copy_of_the_slot_it_is_told_on_the_cycle_that_was_kept(daily: Schedule) -> None:
    with moved_to(SLOT + HOUR):
        ran(daily, SLOT + HOUR)
    failed(daily, SLOT + 3 * HOUR)
    assert told(daily) == [("failed", 1, SLOT + 3 * HOUR)]


def test_what_has_come_right_since_is_not_told(daily: Schedule) -> None:
    with moved_to(SLOT + 3 * HOUR):
        runs_heard([unheard(daily, SLOT + HOUR, "failed"), unheard(daily, SLOT + 2 * HOUR)], actor=None)
    assert told(daily) == []


def test_a_failure_of_days_ago_is_in_its_day_and_told_to_nobody(daily: Schedule) -> None:
    failed(daily, SLOT + HOUR, heard=SLOT + 2 * DAY)
    assert told(daily) == []


def test_it_is_told_on_the_cycle_that_was_owed_not_on_one_that_was_cancelled(daily: Schedule, house: House) -> None:
    with moved_to(SLOT - HOUR):
        contract_bind(
            actor=None,
            contract=house.nordic_contract,
            version=house.nordic_contract.bindings.get().version,
            binds_from=SLOT - HOUR,
            overrides=[("backups.tiers.daily.retention", "P14D", "Section 4.")],
        )
        backed_up(house)
    with moved_to(SLOT + HOUR):
        ran(daily, SLOT + HOUR)
    failed(daily, SLOT + 3 * HOUR)
    assert told(daily) == [("failed", 2, SLOT + 3 * HOUR)]


def test_before_the_promise_nothing_is_told(daily: Schedule, tuesday: datetime) -> None:
    failed(daily, tuesday - HOUR, heard=tuesday)
    assert told(daily) == []
