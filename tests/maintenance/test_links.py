"""A window and the case that it is because of know of each other, for staff."""

from datetime import datetime

import pytest

from hostops.lib.errors import NotPossible
from maintenance.actions import window_link
from tests.house import House
from tests.maintenance.scene import announced, drafted
from tests.tickets.cases import file
from tests.tickets_api.calls import BASE, pointers
from tests.tickets_api.conftest import Callers
from tickets.links import links_of

pytestmark = pytest.mark.django_db


def test_linked_both_sides_show_it_and_it_can_be_taken_away(calls: Callers, house: House, tuesday: datetime) -> None:
    window, case = drafted(house), file(house, 3)
    at = f"{BASE}/windows/{window.number}/"
    shown = calls.engineer.post(f"{at}link/", {"relation": "caused_by", "target": case.number}).json()
    assert [(link["words"], link["reference"]) for link in shown["links"]] == [("because of", case.number)]
    assert [link.reference for link in links_of(case, house.engineer)] == [window.number]
    assert calls.engineer.get(f"{BASE}/cases/{case.number}/links/").status_code == 200
    assert links_of(case, house.contact) == []
    removed = calls.engineer.post(f"{at}links/{shown['links'][0]['id']}/remove/")
    assert removed.json()["links"] == []


def test_twice_is_refused_and_what_is_not_there_too(calls: Callers, house: House, tuesday: datetime) -> None:
    window, case = drafted(house), file(house, 3)
    window_link(actor=house.planner, window=window, target=case.subject)
    with pytest.raises(NotPossible, match="so already"):
        window_link(actor=house.planner, window=window, target=case.subject)
    at = f"{BASE}/windows/{window.number}/link/"
    assert pointers(calls.engineer.post(at, {"target": "HC-999999"})) == ["/target"]


def test_customers_neither_see_nor_make_links(calls: Callers, house: House, tuesday: datetime) -> None:
    window = announced(house)
    case = file(house, 3)
    window_link(actor=house.planner, window=window, target=case.subject)
    at = f"{BASE}/windows/{window.number}/"
    assert calls.stranger.get(at).json()["links"] == []
    assert calls.stranger.post(f"{at}link/", {"target": case.number}).status_code == 403
    for below in ("consultations", "kept-alerts"):
        assert calls.stranger.get(f"{at}{below}/").status_code == 404
        assert calls.engineer.get(f"{at}{below}/").status_code == 200
