"""Drafts by REST: the same ones, by the same action."""

from datetime import datetime

from tests.house import House
from tests.tickets.cases import file
from tests.tickets_api.calls import Caller, pointers
from tests.tickets_api.conftest import Callers
from tests.tickets_api.test_query_counts import statements
from tests.tickets_pages.conftest import Browser
from tests.tickets_pages.pages import page
from tickets.models import Draft

HERE = "/api/v1/drafts/"
SAID = {"place": "new", "fields": {"subject": ["Shop is"], "ask_1": ["no"]}}


def made(caller: Caller, body: object = SAID) -> int:
    number: int = caller.post(HERE, body).json()["id"]
    return number


def test_saved_listed_and_discarded(calls: Callers, house: House, tuesday: datetime, browser: Browser) -> None:
    answer = calls.contact.post(HERE, SAID)
    assert answer.status_code == 201
    shown = {"id": Draft.objects.get().pk, **SAID, "saved_at": "2026-03-10T17:00:00Z"}
    assert answer.json() == shown
    assert calls.contact.get(HERE).json()["results"] == [shown]
    assert "Shop is" in page(browser(house.contact), "/cases/new/")
    assert calls.contact.post(f"{HERE}{shown['id']}/discard/").status_code == 200
    assert calls.contact.get(HERE).json()["results"] == []


def test_the_second_takes_the_place_of_the_first(calls: Callers, tuesday: datetime) -> None:
    assert made(calls.contact) == made(calls.contact, {**SAID, "fields": {"subject": ["Other"]}})
    assert [draft["fields"] for draft in calls.contact.get(HERE).json()["results"]] == [{"subject": ["Other"]}]


def test_nobody_elses(calls: Callers, tuesday: datetime) -> None:
    number = made(calls.contact)
    for other in (calls.holder, calls.stranger, calls.engineer, calls.manager):
        assert other.get(HERE).json()["results"] == []
        assert other.post(f"{HERE}{number}/discard/").status_code == 404


def test_wrong_bodies(calls: Callers, house: House, tuesday: datetime) -> None:
    assert pointers(calls.contact.post(HERE, {"place": "nowhere", "fields": {}})) == ["/place"]
    assert pointers(calls.contact.post(HERE, {**SAID, "fields": {"subject": "text"}})) == ["/fields/subject"]
    assert pointers(calls.stranger.post(HERE, {**SAID, "place": f"reply:{file(house, 3).number}"})) == ["/place"]
    assert calls.viewer.post(HERE, SAID).status_code == 403


def test_what_the_list_costs(calls: Callers, house: House, tuesday: datetime) -> None:
    for _ in range(3):
        made(calls.contact, {"place": f"reply:{file(house, 3).number}", "fields": {"body": ["x"]}})
    # the token, the drafts
    assert len(statements(lambda: calls.contact.get(HERE))) == 2
