"""What happens next is told once, on the page of the case that was filed."""

from datetime import datetime

from tests.house import House
from tests.tickets.cases import file, phoned
from tests.tickets_pages.conftest import Browser
from tests.tickets_pages.pages import address, page, part, text
from tests.tickets_pages.test_file_page import send
from tickets.actions import case_assign
from tickets.models import Case


def told(browser: Browser, house: House, case: Case) -> str:
    html = page(browser(house.contact), f"{address(case)}?filed=1")
    return part(html[: html.index("</section>", html.index('id="filed"'))] + "</main>", "filed")


def test_a_priority_case_is_to_be_called_in(house: House, tuesday: datetime, browser: Browser) -> None:
    case = file(house, 1)
    shown = told(browser, house, case)
    assert f"{case.number} is on record. What happens next" in shown
    assert f"Call +1 503 555 0142 or write to support@itpdx.example now, and name {case.number}." in shown
    assert "The response time, within 15 minutes, counted day and night, starts then (itpdx:4h)." in shown


def test_a_held_case_says_its_place_and_why(house: House, tuesday: datetime, browser: Browser) -> None:
    for _ in range(6):
        file(house, 3)
    shown = told(browser, house, file(house, 4))
    assert "It waits for a place: number 2 in line." in shown
    assert "at most 1 open for Priority Support and 5 open for Standard Support" in shown
    assert "its response time, within 1 week, counted by the calendar, starts then." in shown
    assert "answers by" not in shown


def test_any_other_says_by_when_and_who(house: House, tuesday: datetime, browser: Browser) -> None:
    case = file(house, 3)
    shown = told(browser, house, case)
    assert "An engineer of ITPDX LLC looks at it, and answers by 12 Mar 2026, 00:00 UTC in 1 d 7 h" in shown
    assert "goes to harbor-contact@example.com" in shown
    case_assign(actor=house.engineer, case=case, assignee=house.engineer)
    assert "Engineer looks at it" in told(browser, house, case)


def test_an_unregistered_server_waits_for_the_decision(house: House, tuesday: datetime, browser: Browser) -> None:
    shown = told(browser, house, file(house, 3, server=house.unregistered))
    assert "No response time runs yet. It waits for the decision" in shown


def test_it_is_told_once_and_can_be_put_away(house: House, tuesday: datetime, browser: Browser) -> None:
    client = browser(house.contact)
    shown = client.post("/cases/new/", {"subject": "a", "description": "b", "requested_severity": "3"}, follow=True)
    case = Case.objects.get()
    assert "What happens next" in shown.content.decode()
    assert f'filed-done" href="{address(case)}">Understood' in shown.content.decode()
    assert "What happens next" not in text(client, case)


def test_staff_who_file_for_a_customer_are_not_told(house: House, tuesday: datetime, browser: Browser) -> None:
    answer = send(browser(house.engineer), "/cases/new/?account=harbor", channel="phone")
    assert answer["Location"] == address(Case.objects.get())


def test_the_first_word_is_not_said_twice_on_the_page(house: House, tuesday: datetime, browser: Browser) -> None:
    phoned(house, 1)
    shown = text(browser(house.contact), f"{address(file(house, 2))}?filed=1")
    assert shown.count("number 1 in line") == 1
    assert shown.count("+1 503 555 0142") == 1
