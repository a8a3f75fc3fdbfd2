"""Out of office: set for oneself, ended early or taken back; the deputy is told, and gets the alerts too."""

from datetime import datetime
from typing import Any

import pytest

from hostops.alerts.models import Delivery
from hostops.duty.actions import absence_end, absence_set
from hostops.duty.models import Absence
from hostops.journal.models import Entry
from hostops.lib.errors import BadField, NotAllowed, NotPossible
from hostops.lib.now import moved_to
from tests.duty.scene import DAY, HOUR, away, names, raised
from tests.house import House


def leave(house: House, now: datetime, **more: Any) -> Absence:
    given: dict[str, Any] = {"actor": house.engineer, "starts_at": now, "ends_at": now + DAY}
    return absence_set(**{**given, **more})


def test_the_deputy_is_told(house: House, tuesday: datetime) -> None:
    leave(house, tuesday, deputy=house.manager)
    [mail] = Delivery.objects.filter(channel="email")
    assert (mail.recipient, mail.title) == (house.manager, "You stand in for Engineer")
    assert "Engineer is out of office until 11 Mar 2026, 17:00 UTC; Manager stands in." in mail.body
    assert Entry.objects.get(verb="duty.absence.set").after["deputy"] == "manager"


def test_alerts_to_them_go_to_the_deputy_too(house: House, tuesday: datetime) -> None:
    away(house.manager, tuesday, house.planner)
    told = raised(house, tuesday, "managers")
    assert names(told) == ["manager", "planner"]
    to_planner = Delivery.objects.get(alert=told, recipient=house.planner, channel="email")
    assert "You are told as deputy of Manager, who is out of office." in to_planner.body


def test_who_would_be_told_anyway_is_told_once(house: House, tuesday: datetime) -> None:
    away(house.engineer, tuesday, house.second_engineer)
    assert names(raised(house, tuesday, "engineers")) == ["engineer", "engineer-two"]


def test_a_deputy_who_is_away_passes_it_on(house: House, tuesday: datetime) -> None:
    away(house.manager, tuesday, house.planner)
    away(house.planner, tuesday, house.second_engineer)
    assert names(raised(house, tuesday, "managers")) == ["engineer-two", "manager"]


@pytest.mark.parametrize("when", [{"starts_at": DAY, "ends_at": 2 * DAY}, {"starts_at": -2 * DAY, "ends_at": -DAY}])
def test_before_and_after_nobody_stands_in(house: House, tuesday: datetime, when: dict[str, Any]) -> None:
    away(house.manager, tuesday, house.planner, **{name: tuesday + span for name, span in when.items()})
    assert names(raised(house, tuesday, "managers")) == ["manager"]


def test_ones_own_alone_unless_one_is_a_manager(house: House, tuesday: datetime) -> None:
    with pytest.raises(NotAllowed):
        leave(house, tuesday, person=house.planner)
    absence = leave(house, tuesday, actor=house.manager, person=house.planner)
    with pytest.raises(NotAllowed):
        absence_end(actor=house.engineer, absence=absence)
    absence_end(actor=house.planner, absence=absence)
    for person in (house.holder, house.contact, house.viewer, house.stranger):
        with pytest.raises(NotAllowed):
            leave(house, tuesday, actor=person)


def test_one_at_a_time(house: House, tuesday: datetime) -> None:
    absence = leave(house, tuesday)
    with pytest.raises(NotPossible, match="out of office in that time already"):
        leave(house, tuesday + HOUR)
    absence_end(actor=house.engineer, absence=absence)
    leave(house, tuesday + HOUR)


@pytest.mark.parametrize(("deputy", "words"), [("engineer", "somebody else"), ("holder", "does not see to alerts")])
def test_who_cannot_stand_in(house: House, tuesday: datetime, deputy: str, words: str) -> None:
    with pytest.raises(BadField, match=words):
        leave(house, tuesday, deputy=getattr(house, deputy))


def test_back_early_and_taken_back(house: House, tuesday: datetime) -> None:
    begun, ahead = leave(house, tuesday), leave(house, tuesday + 2 * DAY)
    with moved_to(tuesday + HOUR):
        assert absence_end(actor=house.engineer, absence=begun).ends_at == tuesday + HOUR
        assert absence_end(actor=house.engineer, absence=ahead).cancelled_at == tuesday + HOUR
        for absence in (begun, ahead):
            with pytest.raises(NotPossible, match="ended already"):
                absence_end(actor=house.engineer, absence=absence)
    assert not Absence.objects.ahead(tuesday + 2 * HOUR).exists()
