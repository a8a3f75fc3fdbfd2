"""`/windows/freezes/` as both sides use it."""

from datetime import datetime

from django.db import connection
from django.test.utils import CaptureQueriesContext

from maintenance.models import Freeze
from maintenance.scope import Scope
from tests.house import House
from tests.maintenance.scene import planned
from tests.maintenance_freezes.scene import frozen
from tests.tickets_pages.conftest import Browser

LIST = "/windows/freezes/"
TYPED = {"starts_at": "2026-04-17T08:00", "ends_at": "2026-04-20T08:00", "reason": "Year's end."}


def test_set_and_lifted_by_a_planner(house: House, browser: Browser, tuesday: datetime) -> None:
    planner = browser(house.planner)
    assert f'href="{LIST}"' in planner.get("/windows/").content.decode()
    planner.post(f"{LIST}new/", {**TYPED, "scope": "some", "servers": "harbor/web1"})
    made = Freeze.objects.get()
    assert (made.scope_all, list(made.servers.all())) == (False, [house.server])
    page = planner.get(f"{LIST}{made.pk}/").content.decode()
    assert "harbor/web1" in page
    assert "Ahead" in page
    planner.post(f"{LIST}{made.pk}/lift/", {"reason": "The sale is off."})
    assert "The sale is off." in planner.get(f"{LIST}{made.pk}/").content.decode()


def test_a_freeze_of_nothing_is_told_at_the_scope(house: House, browser: Browser, tuesday: datetime) -> None:
    answer = browser(house.planner).post(f"{LIST}new/", {**TYPED, "scope": "some"})
    assert "Name a location, a zone, an account or a server." not in answer.content.decode()
    assert "Name an account or a server." in answer.content.decode()
    assert not Freeze.objects.exists()


def test_customers_see_what_touches_them_and_no_others_names(house: House, browser: Browser, tuesday: datetime) -> None:
    both = frozen(house, Scope(accounts=[house.harbor, house.nordic]))
    theirs = frozen(house, Scope(servers=[house.nordic_server]))
    contact = browser(house.contact)
    page = contact.get(LIST).content.decode()
    assert both.number in page
    assert theirs.number not in page
    assert house.nordic.name not in page
    assert house.nordic.name not in contact.get(f"{LIST}{both.pk}/").content.decode()
    assert contact.get(f"{LIST}{theirs.pk}/").status_code == 404
    assert contact.get(f"{LIST}new/").status_code == 403
    assert contact.post(f"{LIST}{both.pk}/lift/", {"reason": "No."}).status_code == 403


def test_the_page_of_a_freeze_names_the_windows_in_it(house: House, browser: Browser, tuesday: datetime) -> None:
    window = planned(house)
    freeze = frozen(house)
    assert window.number in browser(house.engineer).get(f"{LIST}{freeze.pk}/").content.decode()


def test_the_list_costs_the_same_for_many(house: House, browser: Browser, tuesday: datetime) -> None:
    planner = browser(house.planner)
    frozen(house, Scope(servers=[house.server]))
    with CaptureQueriesContext(connection) as few:
        planner.get(LIST)
    for _ in range(5):
        frozen(house, Scope(accounts=[house.harbor], servers=[house.nordic_server]))
    with CaptureQueriesContext(connection) as many:
        planner.get(f"{LIST}?state=ahead")
    assert len(many) <= len(few) + 1
