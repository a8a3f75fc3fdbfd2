"""`/patching/exceptions/` as both sides use it."""

from datetime import datetime

from django.db import connection
from django.test.utils import CaptureQueriesContext

from maintenance.patching.models import PatchException
from tests.house import House
from tests.patching.scene import patched
from tests.patching_runs.scene import excepted
from tests.tickets_pages.conftest import Browser

LIST = "/patching/exceptions/"
TYPED = {
    "servers": "erp1",
    "release": "",
    "reason": "The vendor forbids it.",
    "from_at": "",
    "until_at": "2026-04-01T08:00",
}


def test_asked_for_by_one_and_approved_by_another(house: House, browser: Browser, tuesday: datetime) -> None:
    patched(house)
    engineer, manager = browser(house.engineer), browser(house.manager)
    assert f'href="{LIST}new/"' in engineer.get(LIST).content.decode()
    assert engineer.post(f"{LIST}new/", TYPED).status_code == 302
    made = PatchException.objects.get()
    where = f"{LIST}{made.pk}/"
    assert f"{where}approve/" not in engineer.get(where).content.decode()
    assert f"{where}approve/" in manager.get(where).content.decode()
    assert manager.post(f"{where}approve/", {}).status_code == 302
    page = manager.get(where).content.decode()
    assert "2026-W11" in page
    assert engineer.post(f"{where}end/", {"reason": "Patched."}).status_code == 302
    assert "Ended before its time" in engineer.get(where).content.decode()


def test_without_an_end_it_is_refused_at_that_field(house: House, browser: Browser, tuesday: datetime) -> None:
    shown = browser(house.engineer).post(f"{LIST}new/", {**TYPED, "until_at": ""}).content.decode()
    assert "no exception is without an end" in shown
    assert not PatchException.objects.exists()


def test_a_manager_does_not_approve_what_is_the_managers_own(house: House, browser: Browser, tuesday: datetime) -> None:
    manager = browser(house.manager)
    manager.post(f"{LIST}new/", TYPED)
    where = f"{LIST}{PatchException.objects.get().pk}/"
    assert "another manager approves it" in manager.get(where).content.decode()
    assert manager.post(f"{where}decline/", {"reason": "Not now."}).status_code == 302
    assert "Not now." in manager.get(where).content.decode()


def test_customers_see_their_own(house: House, browser: Browser, tuesday: datetime) -> None:
    mine, theirs = excepted(house, house.server), excepted(house, house.nordic_server)
    contact = browser(house.contact)
    page = contact.get(LIST).content.decode()
    assert mine.number in page
    assert theirs.number not in page
    assert contact.get(f"{LIST}{theirs.pk}/").status_code == 404
    assert contact.post(f"{LIST}{mine.pk}/end/", {"reason": "No."}).status_code == 403
    assert contact.get(f"{LIST}new/").status_code == 403


def test_the_list_filters_and_costs_the_same_for_many(house: House, browser: Browser, tuesday: datetime) -> None:
    engineer = browser(house.engineer)
    one = excepted(house, house.server)
    with CaptureQueriesContext(connection) as few:
        engineer.get(LIST)
    for _ in range(5):
        excepted(house, house.nordic_server)
    with CaptureQueriesContext(connection) as many:
        engineer.get(LIST)
    assert len(many) <= len(few) + 1
    shown = engineer.get(f"{LIST}?account=harbor&state=running&server=web1").content.decode()
    assert shown.count('data-label="Exception"') == 1
    assert one.number in shown
    assert "Nothing matches" in engineer.get(f"{LIST}?state=asked").content.decode()
