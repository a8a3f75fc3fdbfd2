"""What the pages cost: statements that do not grow with the rows, and few bytes."""

import re
from datetime import datetime
from html import unescape
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hostops.accounts.models import Person
from hostops.lib.now import moved_to
from tests.house import House
from tests.tickets.cases import file, phoned
from tests.tickets_pages.conftest import Browser
from tests.tickets_pages.pages import address
from tickets.actions import Upload, case_assign, contact_log, message_add
from tickets.models import Case

# the list's includes the choices of three filters, and the policies of what waits; the case's the templates that staff
# may begin with, and a draft
MOST_ON_A_LIST, MOST_ON_A_CASE, MOST_BYTES = 12, 15, 60_000


def asked(browser: Browser, person: Person, where: str) -> tuple[int, int]:
    """Statements and bytes of the page, the second time it is asked for."""
    client = browser(person)
    client.get(where)
    with CaptureQueriesContext(connection) as found:
        answer = client.get(where)
    assert answer.status_code == 200
    return len(found), len(answer.content)


@pytest.fixture
def many(house: House, tuesday: datetime) -> list[Case]:
    """Fifty cases as long and as busy as they come, one of them an outage."""
    title = "The order confirmation that customers of the shop get by mail is missing its last page"
    made = [file(house, 4, title=title) for _ in range(49)]
    for case in made:
        Case.objects.filter(pk=case.pk).update(assignee=house.engineer, over_cap=True, unregistered=True)
    return [*made, phoned(house, 1)]


def test_queue(house: House, many: list[Case], browser: Browser) -> None:
    statements, size = asked(browser, house.engineer, "/cases/")
    assert statements <= MOST_ON_A_LIST
    assert size < MOST_BYTES


def test_queue_with_every_filter(house: House, many: list[Case], browser: Browser) -> None:
    where = "/cases/?q=order&state=new&severity=4&assignee=me&due=day&account=harbor"
    # a search asks for servers of that name, and for the passages of its page in texts and in messages
    assert asked(browser, house.engineer, where)[0] <= MOST_ON_A_LIST + 3


def test_queue_asked_again_while_nothing_happened(house: House, many: list[Case], browser: Browser) -> None:
    client = browser(house.engineer)
    tag = re.search(r'data-tag="(W/&quot;\d+&quot;)"', client.get("/cases/").content.decode())
    assert tag
    again = {"HX-Request": "true", "If-None-Match": unescape(tag[1])}
    with CaptureQueriesContext(connection) as caught:
        answer = client.get("/cases/", headers=again)
    assert (answer.status_code, answer.content) == (304, b"")
    assert len(caught.captured_queries) == 3  # the session, its person, the newest entry
    case_assign(actor=house.engineer, case=many[0], assignee=house.engineer)
    assert client.get("/cases/", headers=again).status_code == 200


def test_customers_list(house: House, many: list[Case], neighbour: Person, browser: Browser) -> None:
    statements, size = asked(browser, house.contact, "/cases/")
    assert statements <= MOST_ON_A_LIST
    assert size < MOST_BYTES
    assert asked(browser, neighbour, "/cases/")[0] <= MOST_ON_A_LIST


def test_list_costs_the_same_for_one_row_as_for_fifty(house: House, tuesday: datetime, browser: Browser) -> None:
    file(house, 4, server=house.unregistered)  # its response waits, as does that of each that will be over the cap
    one = asked(browser, house.engineer, "/cases/")[0]
    for _ in range(20):
        file(house, 4)
    assert asked(browser, house.engineer, "/cases/")[0] == one


@pytest.fixture
def busy(house: House, tuesday: datetime) -> Case:
    """A case with ten messages, files, a contact, people, and a history with breaches."""
    case = phoned(house, 2)
    case_assign(actor=house.engineer, case=case, assignee=house.second_engineer)
    case_assign(actor=house.engineer, case=case, assignee=house.manager)
    contact_log(actor=house.engineer, case=case, channel="phone")
    for number in range(10):
        who: Any = house.contact if number % 2 else house.engineer
        with moved_to(tuesday.replace(day=10 + number)):
            message_add(actor=who, case=case, body=f"Word {number}.", attachments=[Upload("a.log", b"x")])
    return case


@pytest.mark.parametrize("who", ["engineer", "manager", "contact", "viewer"])
def test_case_with_ten_messages(house: House, busy: Case, neighbour: Person, browser: Browser, who: str) -> None:
    phoned(house, 1, actor=house.engineer, account=neighbour.account, reporter=neighbour, server=None)
    statements, size = asked(browser, getattr(house, who), address(busy))
    assert statements <= MOST_ON_A_CASE
    assert size < MOST_BYTES


def test_page_needs_no_warm_cache(house: House, busy: Case, browser: Browser) -> None:
    client = browser(house.engineer)
    cache.clear()
    assert client.get(address(busy)).status_code == 200
