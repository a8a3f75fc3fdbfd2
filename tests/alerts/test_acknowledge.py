"""Somebody says that they see to an alert: once, by staff, on record."""

from datetime import datetime

import pytest

from hostops.accounts.roles import may
from hostops.alerts.actions import alert_acknowledge
from hostops.alerts.models import Alert
from hostops.journal.models import Entry
from hostops.lib.errors import NotAllowed, NotPossible
from hostops.lib.now import moved_to
from tests.alerts.scene import MINUTE, alert
from tests.house import House


@pytest.mark.parametrize("who", ["engineer", "planner", "manager"])
def test_staff_acknowledge(house: House, tuesday: datetime, who: str) -> None:
    person = getattr(house, who)
    raised = alert_acknowledge(actor=person, alert=alert(house, tuesday, "managers"))
    assert (raised.acknowledged_by, raised.acknowledged_at) == (person, tuesday)
    entry = Entry.objects.get(verb="alerts.alert.acknowledge")
    assert (entry.actor, entry.object_kind, entry.object_id, entry.reference) == (person, "alert", raised.pk, "S-1")


@pytest.mark.parametrize("who", ["holder", "contact", "viewer", "stranger"])
def test_customers_do_not(house: House, tuesday: datetime, who: str) -> None:
    with pytest.raises(NotAllowed, match="may not acknowledge"):
        alert_acknowledge(actor=getattr(house, who), alert=alert(house, tuesday, "managers"))
    assert not may(getattr(house, who), "alerts.alert.acknowledge")


def test_again_by_the_same_person_changes_nothing(house: House, tuesday: datetime) -> None:
    raised = alert(house, tuesday, "managers")
    alert_acknowledge(actor=house.engineer, alert=raised)
    with moved_to(tuesday + MINUTE):
        assert alert_acknowledge(actor=house.engineer, alert=raised).acknowledged_at == tuesday
    assert Entry.objects.filter(verb="alerts.alert.acknowledge").count() == 1


def test_second_person_learns_who_was_first(house: House, tuesday: datetime) -> None:
    raised = alert(house, tuesday, "managers")
    alert_acknowledge(actor=house.engineer, alert=raised)
    with pytest.raises(NotPossible, match="Engineer acknowledged it at 2026-03-10 17:00 UTC"):
        alert_acknowledge(actor=house.manager, alert=raised)
    assert Alert.objects.get().acknowledged_by == house.engineer


def test_stranger_sees_nothing_of_it(house: House, tuesday: datetime) -> None:
    alert(house, tuesday, "managers")
    assert Alert.objects.visible_to(house.contact).count() == 1
    assert not Alert.objects.visible_to(house.stranger).exists()
