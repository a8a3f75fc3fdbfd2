"""A worker killed between any two statements while it passes alerts on: each goes on, and goes on once."""

from pathlib import Path

import pytest

from hostops.alerts.escalation import escalate
from hostops.alerts.models import Alert, Delivery
from hostops.alerts.routing import route
from hostops.journal.models import Entry
from hostops.lib.now import moved_to
from tests.alerts.test_kill import _gone as gone
from tests.alerts.undertaker import mortal
from tests.conftest import TUESDAY
from tests.duty.scene import names, on_call, raised, wait_of
from tests.house import House

pytestmark = pytest.mark.django_db(transaction=True)


def test_killed_at_every_point(house: House, tmp_path: Path) -> None:
    with moved_to(TUESDAY):
        on_call(house.second_engineer, 1, TUESDAY)
        firsts = [raised(house, TUESDAY) for _ in range(2)]
    due = TUESDAY + wait_of(firsts[0])
    entries = Entry.objects.filter(verb="alerts.alert.escalated")
    with mortal(tmp_path) as victim:
        for die_at in range(1, 200):
            written = entries.count()
            victim.ask(now=due.isoformat(), does=["escalate", "route"], die_at=die_at)
            end = victim.answer()
            gone()
            with moved_to(due):
                escalate()
                route()
            steps = list(Alert.objects.exclude(pk__in=[first.pk for first in firsts]))
            assert [(step.tell, names(step)) for step in steps] == [(["on_call"], ["engineer-two"])] * 2
            assert entries.count() == written + 2
            if end["end"] != "killed":
                break
            Delivery.objects.filter(alert__in=steps).delete()
            Alert.objects.filter(pk__in=[step.pk for step in steps]).delete()
            Alert.objects.filter(pk__in=[first.pk for first in firsts]).update(escalates_at=due)
    assert end["end"] == "by itself"
    assert die_at > 20
