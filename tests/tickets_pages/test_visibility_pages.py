"""Every page of the case desk, as every role: a foreign case is one that does not exist."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.urls import URLPattern, reverse

from hostops.accounts.models import Person
from hostops.subjects.models import SubjectLink
from tests.house import House
from tests.tickets.cases import file
from tests.tickets_pages.conftest import Browser
from tests.tickets_pages.pages import page, rows
from tickets.actions import Upload, case_link, message_add, watcher_add
from tickets.models import Attachment, Case, Watcher
from tickets.urls import urlpatterns

# Addresses without a case in them: what they list is asked for below.
OF_NO_CASE = {"cases", "case_new", "cases_csv", "cases_find", "cases_assign", "cases_views", "cases_view_drop"}
OF_NO_CASE |= {"similar_cases"}
# What else an address names.
BELOW: dict[str, Callable[[], dict[str, int]]] = {
    "case_attachment": lambda: {"attachment": Attachment.objects.latest("pk").pk},
    "case_uncopy": lambda: {"watcher": Watcher.objects.latest("pk").pk},
    "case_unlink": lambda: {"link": SubjectLink.objects.latest("pk").pk},
}
OF_A_CASE = sorted(str(pattern.name) for pattern in urlpatterns if pattern.name not in OF_NO_CASE)


@pytest.fixture
def case(house: House, tuesday: datetime) -> Case:
    made = file(house, 3)
    message_add(actor=house.contact, case=made, body="Log.", attachments=[Upload("a.log", b"x")])
    watcher_add(actor=house.engineer, case=made, person=house.viewer)
    elsewhere = file(house, None, actor=house.stranger, account=house.nordic, server=None)
    case_link(actor=house.engineer, case=made, target=elsewhere, relation="related")
    return made


def where(name: str, case: Case) -> str:
    below = BELOW[name]() if name in BELOW else {}
    return reverse(name, kwargs={"pk": case.pk, **below})


def test_every_address_has_a_name() -> None:
    assert all(isinstance(pattern, URLPattern) and pattern.name for pattern in urlpatterns)


@pytest.mark.parametrize("name", OF_A_CASE)
def test_foreign_case_does_not_exist(house: House, neighbour: Person, case: Case, browser: Browser, name: str) -> None:
    for stranger in (neighbour, house.stranger):
        client = browser(stranger)
        assert client.get(where(name, case)).status_code == 404
        assert client.post(where(name, case), {"body": "x", "reason": "x"}).status_code in (404, 405)
    assert Case.objects.get(pk=case.pk).version == case.version


@pytest.mark.parametrize("name", OF_A_CASE)
def test_nobody_is_asked_to_sign_in(case: Case, name: str) -> None:
    for answer in (Client().get(where(name, case)), Client().post(where(name, case))):
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/accounts/login/")


@pytest.mark.parametrize("name", OF_A_CASE)
def test_one_of_the_account_and_staff_find_it(house: House, case: Case, browser: Browser, name: str) -> None:
    for person in (house.holder, house.contact, house.viewer, house.engineer, house.planner, house.manager):
        assert browser(person).get(where(name, case)).status_code in (200, 403, 409)


def test_lists_show_ones_own_alone(house: House, neighbour: Person, case: Case, browser: Browser) -> None:
    theirs = file(house, 3, actor=neighbour, account=neighbour.account, server=None)
    assert rows(page(browser(house.viewer), "/cases/")) == [case.number]
    assert rows(page(browser(neighbour), "/cases/")) == [theirs.number]
    assert rows(page(browser(neighbour), "/cases/", q=case.number)) == []
    assert len(rows(page(browser(house.engineer), "/cases/"))) == 3  # and the one that it is linked to


def test_filters_of_staff_are_none_of_a_customer(house: House, neighbour: Person, case: Case, browser: Browser) -> None:
    assert rows(page(browser(neighbour), "/cases/", account="harbor")) == []


@pytest.mark.parametrize(
    "number", ["HC-0", "HC-01", "hc-1", "HC-", "HC-9999999999999999999", "XX-1", "HC-999999999999999999"]
)
def test_no_such_number(house: House, browser: Browser, number: str) -> None:
    assert browser(house.engineer).get(f"/cases/{number}/").status_code == 404


def test_menu_leads_to_the_cases(house: House, tuesday: datetime, browser: Browser) -> None:
    assert '<a class="rail-link" href="/cases/" aria-current="page">Cases</a>' in page(browser(house.viewer), "/cases/")
