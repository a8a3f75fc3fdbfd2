"""What a list says of a response that does not count yet: what it really waits for, all of it."""

from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hostops.policies.actions import policy_publish
from tests.house import House, contract
from tests.policies.texts import third
from tests.tickets.cases import file, phoned
from tests.tickets_pages.conftest import Browser
from tests.tickets_pages.pages import text
from tickets.actions import contact_log, coverage_decide
from tickets.models import Case


def owed(browser: Browser, house: House) -> str:
    return text(browser(house.engineer), "/cases/")


def unpaid(house: House) -> None:
    house.contract.starts_at = None
    house.contract.save()


def test_a_contract_not_yet_paid_waits_for_its_payment_and_for_no_call(
    house: House, tuesday: datetime, browser: Browser
) -> None:
    unpaid(house)
    file(house, 3)
    for shown in (owed(browser, house), text(browser(house.contact), "/cases/")):
        assert "First response waits for the first payment" in shown
        assert "call" not in shown[shown.index("waits for") :][:60]


def test_a_priority_case_of_it_waits_for_both_until_it_is_called(
    house: House, tuesday: datetime, browser: Browser
) -> None:
    unpaid(house)
    case = file(house, 1)
    assert "waits for the first payment and a call" in owed(browser, house)
    contact_log(actor=house.engineer, case=case, channel="phone")
    assert "waits for the first payment and" not in owed(browser, house)


def test_a_paid_one_waits_for_the_call_alone(house: House, tuesday: datetime, browser: Browser) -> None:
    file(house, 1)
    assert "First response waits for a call" in owed(browser, house)


def test_a_standard_case_on_an_unregistered_server_waits_for_the_decision(
    house: House, tuesday: datetime, browser: Browser
) -> None:
    case = file(house, 3, server=house.unregistered)
    assert "First response waits for a decision" in owed(browser, house)
    coverage_decide(actor=house.engineer, case=case, decision="covered", clause="itpdx:3d", reason="A courtesy.")
    assert "waits for" not in owed(browser, house)


def test_a_policy_without_priority_never_waits_for_a_call(house: House, tuesday: datetime, browser: Browser) -> None:
    version = policy_publish(actor=None, document=third())
    other = contract(house.harbor, version, starts_at=None)
    house.server.contract = other
    house.server.save()
    file(house, 1)
    assert "First response waits for the first payment" in owed(browser, house)
    assert "a call" not in owed(browser, house)


def test_a_held_case_waits_for_its_place(house: House, tuesday: datetime, browser: Browser) -> None:
    phoned(house, 1)
    held: Case = phoned(house, 2)
    assert held.state == "held"
    assert "First response waits for a place" in owed(browser, house)


@pytest.mark.parametrize("who", ["engineer", "contact"])
def test_policies_are_read_once_for_all(house: House, tuesday: datetime, browser: Browser, who: str) -> None:
    client = browser(getattr(house, who))
    unpaid(house)

    def statements() -> int:
        client.get("/cases/")
        with CaptureQueriesContext(connection) as found:
            client.get("/cases/")
        return len(found)

    file(house, 3)
    one = statements()
    for _ in range(4):
        file(house, 4)
    assert statements() == one
