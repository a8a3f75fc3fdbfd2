"""Giving a case to somebody who is out of office is warned of, never forbidden."""

from datetime import datetime

from tests.browsing import browser_of, text_of
from tests.duty.scene import away
from tests.house import House
from tests.tickets.cases import file
from tests.tickets_api.calls import at
from tickets.actions import case_assign

WORDS = "Engineer Two is out of office until 11 Mar 2026, 17:00 UTC; Manager stands in."


def test_the_form_says_so_and_the_answer_too(house: House, tuesday: datetime) -> None:
    away(house.second_engineer, tuesday, house.manager)
    case, browser = file(house, 3), browser_of(house.engineer)
    where = f"/cases/{case.number}/"
    assert f"Engineer Two ({WORDS.removeprefix('Engineer Two is ').removesuffix('.')})" in text_of(
        browser.get(f"{where}assign/")
    )
    answer = browser.post(f"{where}assign/", {"assignee": house.second_engineer.pk, "version": 1}, follow=True)
    case.refresh_from_db()
    assert case.assignee == house.second_engineer
    assert WORDS in text_of(answer)
    facts = text_of(answer).partition("Who has it ")[2]
    assert facts.startswith("Engineer Two ▲ Out of office until 11 Mar 2026, 17:00 UTC ; Manager stands in")


def test_who_is_here_is_given_it_without_a_word(house: House, tuesday: datetime) -> None:
    case, browser = file(house, 3), browser_of(house.engineer)
    given = {"assignee": house.second_engineer.pk, "version": 1}
    answer = browser.post(f"/cases/{case.number}/assign/", given, follow=True)
    assert "is out of office" not in text_of(answer)
    assert "▲" not in text_of(answer)


def test_rest_shows_it_to_staff_alone(house: House, tuesday: datetime) -> None:
    away(house.second_engineer, tuesday, house.manager)
    case = file(house, 3)
    case_assign(actor=house.engineer, case=case, assignee=house.second_engineer)
    staff = browser_of(house.engineer).get(at(case)).json()["assignee_away"]
    assert staff == {"until": "2026-03-11T17:00:00Z", "deputy": "manager", "deputy_name": "Manager"}
    assert browser_of(house.contact).get(at(case)).json()["assignee_away"] is None
