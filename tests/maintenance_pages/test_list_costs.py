"""What the lists and the page cost: statements that do not grow with rows or accounts."""

from datetime import datetime

import pytest

from hostops.accounts.models import Account, Server
from hostops.accounts.roles import Role
from maintenance.models import Window
from maintenance.scope import Scope
from tests.house import BEGAN, House, contract, person
from tests.maintenance.scene import DAY, SUNDAY, announced, planned
from tests.maintenance_pages.pages import address
from tests.tickets_pages.conftest import Browser
from tests.tickets_pages.test_query_counts import asked

# The desk's includes what must be done next: six statements whatever there is to do.
MOST_ON_THE_DESK, MOST_ON_OWN, MOST_BYTES = 17, 10, 60_000
# The page of a window that is announced, for staff and for a customer: each part is read at once for all accounts.
MOST_FOR_STAFF, MOST_FOR_A_CUSTOMER = 34, 19


@pytest.fixture
def many(house: House, tuesday: datetime) -> list[Window]:
    """Twenty windows over twenty accounts."""
    accounts = [house.nordic]
    for number in range(19):
        made = Account.objects.create(slug=f"a{number}", name=f"Account {number}")
        under = contract(made, house.nordic_contract.bindings.get().version)
        Server.objects.create(account=made, contract=under, hostname=f"s{number}", registered_at=BEGAN, online_at=BEGAN)
        person(f"contact-{number}", Role.NAMED_CONTACT, made)
        accounts.append(made)
    scope = Scope(accounts=accounts)
    first = announced(house, scope=scope)
    return [first, *(planned(house, scope=scope, starts_at=SUNDAY + week * 7 * DAY) for week in range(1, 20))]


def test_the_planners_list(house: House, many: list[Window], browser: Browser) -> None:
    statements, size = asked(browser, house.planner, "/windows/")
    assert statements <= MOST_ON_THE_DESK
    assert size < MOST_BYTES
    narrowed = "/windows/?q=storage&kind=short&state=planned&account=nordic&server=erp&month=2026-05"
    assert asked(browser, house.planner, narrowed)[0] <= MOST_ON_THE_DESK


def test_the_list_costs_the_same_for_one_row_as_for_twenty(house: House, tuesday: datetime, browser: Browser) -> None:
    planned(house)
    one = asked(browser, house.planner, "/windows/")[0]
    for week in range(1, 8):
        planned(house, starts_at=SUNDAY + week * 7 * DAY)
    assert asked(browser, house.planner, "/windows/")[0] == one


def test_a_customers_list(house: House, many: list[Window], browser: Browser) -> None:
    assert asked(browser, house.stranger, "/windows/")[0] <= MOST_ON_OWN


def test_a_windows_page(house: House, many: list[Window], browser: Browser) -> None:
    statements, size = asked(browser, house.planner, address(many[0]))
    assert statements <= MOST_FOR_STAFF
    assert size < MOST_BYTES
    assert asked(browser, house.stranger, address(many[0]))[0] <= MOST_FOR_A_CUSTOMER


def test_the_form_and_its_check(house: House, many: list[Window], browser: Browser) -> None:
    assert asked(browser, house.planner, "/windows/new/")[0] <= 8
    assert asked(browser, house.planner, address(many[0], "change"))[0] <= 11
