"""What a customer's start costs: statements that do not grow with the cases, and few bytes."""

from datetime import datetime

from hostops.accounts.models import Person
from tests.house import House
from tests.tickets.cases import file, phoned
from tests.tickets_pages.conftest import Browser
from tests.tickets_pages.test_query_counts import asked
from tickets.actions import case_wait, message_add

# session, person, account, bell; contracts, bindings, counts; an outage elsewhere; cases and what is owed on them,
# questions, the line, what is planned, news; what is shut down, open, tested; backups and patches to be looked at
MOST, MOST_BYTES = 20, 40_000


def busy(house: House, cases: int) -> None:
    for number in range(cases):
        case = file(house, 3 + number % 2, title=f"Case {number}", server=None)
        message_add(actor=house.engineer, case=case, body="We are on it. " * 10)
        if case.state == "new" and number % 2:
            case_wait(actor=house.engineer, case=case, question="Which browser? " * 10)


def test_home_costs_the_same_for_few_cases_as_for_many(
    house: House, tuesday: datetime, neighbour: Person, browser: Browser
) -> None:
    phoned(house, 1)
    busy(house, 7)
    few, _ = asked(browser, house.contact, "/")
    busy(house, 40)
    many, size = asked(browser, house.contact, "/")
    assert few == many == MOST
    assert size < MOST_BYTES


def test_home_of_an_account_without_cases(house: House, browser: Browser) -> None:
    assert asked(browser, house.contact, "/")[0] < MOST


def test_filing(house: House, tuesday: datetime, browser: Browser) -> None:
    # session, person, account (twice, once for the head), bell; contract, bindings, a count for each of four levels;
    # the draft, servers, software
    statements, size = asked(browser, house.contact, "/cases/new/")
    assert statements == 14
    assert size < MOST_BYTES
