"""An alert that nobody acknowledges goes to the next in line, unless it has been answered meanwhile."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from hostops.accounts.models import Person
from hostops.alerts.actions import alert_acknowledge
from hostops.alerts.escalation import escalate
from hostops.alerts.models import Alert
from hostops.alerts.routing import route
from hostops.clocks.businesstime import Duration
from hostops.clocks.models import Clock
from hostops.lib.now import moved_to
from tests.alerts.scene import MINUTE, alert, told
from tests.house import House

A_DAY = timedelta(days=1)


def _routed(house: House, now: datetime, *tell: str, **more: Any) -> Alert:
    raised = alert(house, now, *tell, **more)
    route()
    raised.refresh_from_db()
    return raised


def _after(alert: Alert, name: str) -> timedelta:
    return Duration.parse(getattr(alert.clock.version.parsed.alerts.escalation, name)).exact


@pytest.mark.parametrize(("wakes", "name"), [(True, "waking_after"), (False, "others_after")])
def test_goes_to_the_managers_after_the_policys_time(house: House, tuesday: datetime, wakes: bool, name: str) -> None:
    raised = _routed(house, tuesday, "engineers", key="80%", wakes=wakes)
    after = _after(raised, name)
    assert raised.escalates_at == tuesday + after
    with moved_to(tuesday + after - timedelta(seconds=1)):
        assert escalate() == 0
    with moved_to(tuesday + after):
        assert [escalate(), escalate()] == [1, 0]
        route()
    passed_on = Alert.objects.get(threshold="80%:escalated")
    assert (passed_on.instant, passed_on.tell, passed_on.wakes) == (tuesday + after, ["managers"], wakes)
    assert told(passed_on) == {"manager"}
    passed_on.refresh_from_db()
    assert passed_on.escalates_at is None


def test_counts_from_when_people_were_told(house: House) -> None:
    Person.objects.update(timezone="UTC")
    night = datetime(2026, 3, 10, 23, tzinfo=UTC)
    with moved_to(night):
        raised = _routed(house, night, "engineers", key="80%")
    morning = datetime(2026, 3, 11, 8, tzinfo=UTC)
    assert raised.escalates_at == morning + _after(raised, "others_after")


def test_who_was_told_already_is_not_next_in_line(house: House, tuesday: datetime) -> None:
    assert _routed(house, tuesday, "engineers", "managers").escalates_at is None


@pytest.mark.parametrize("tell", [["reporter"], ["holder", "contacts"], ["viewers"]])
def test_a_reminder_to_customers_is_not_passed_on(house: House, tuesday: datetime, tell: list[str]) -> None:
    assert _routed(house, tuesday, *tell).escalates_at is None


def test_what_customers_and_staff_were_told_is(house: House, tuesday: datetime) -> None:
    assert _routed(house, tuesday, "holder", "engineers").escalates_at is not None


def test_acknowledged_goes_no_further_nor_do_earlier_ones(house: House, tuesday: datetime) -> None:
    first = _routed(house, tuesday, "engineers", key="50%")
    Clock.objects.update(next_at=None)
    later = Alert.objects.create(
        clock=first.clock, cycle=1, revision=0, threshold="80%", instant=tuesday + MINUTE, raised_at=tuesday + MINUTE,
        tell=["engineers"],
    )  # fmt: skip
    route()
    alert_acknowledge(actor=house.engineer, alert=later)
    with moved_to(tuesday + A_DAY):
        assert escalate() == 0


@pytest.mark.parametrize("changes", [{"stopped_at": True}, {"cancelled_at": True}, {"cycle": 2}])
@pytest.mark.parametrize("key", ["80%", "breach"])
def test_answered_is_not_escalated(house: House, tuesday: datetime, changes: dict[str, Any], key: str) -> None:
    raised = _routed(house, tuesday, "engineers", key=key)
    at = {name: tuesday + MINUTE if value is True else value for name, value in changes.items()}
    Clock.objects.filter(pk=raised.clock_id).update(next_at=None, **at)
    with moved_to(tuesday + A_DAY):
        assert [escalate(), escalate()] == [1, 0]
    assert Alert.objects.count() == 1
