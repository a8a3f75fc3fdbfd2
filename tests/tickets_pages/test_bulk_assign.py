"""Several cases of the queue to one engineer at once."""

from datetime import datetime

from tests.house import House
from tests.tickets.cases import file
from tests.tickets_pages.conftest import Browser
from tests.tickets_pages.pages import text
from tickets.actions import case_close, case_resolve
from tickets.models import Case

WHERE = "/cases/assign/"


def assignees() -> list[str | None]:
    return list(Case.objects.order_by("pk").values_list("assignee__username", flat=True))


def test_chosen_cases_are_given_and_the_view_comes_back(house: House, tuesday: datetime, browser: Browser) -> None:
    cases = [file(house, 3) for _ in range(3)]
    client = browser(house.engineer)
    sent = {"case": [cases[0].pk, cases[2].pk], "assignee": "engineer-two", "back": "/cases/?assignee=nobody"}
    answer = client.post(WHERE, sent)
    assert answer["Location"] == "/cases/?assignee=nobody"
    assert assignees() == ["engineer-two", None, "engineer-two"]
    assert "2 cases assigned." in text(client, "/cases/")
    client.post(WHERE, {"case": [cases[0].pk], "assignee": "nobody"})
    assert assignees() == [None, None, "engineer-two"]


def test_what_is_refused_for_one_does_not_hold_up_the_others(house: House, tuesday: datetime, browser: Browser) -> None:
    first, ended, last = (file(house, 3) for _ in range(3))
    case_resolve(actor=house.engineer, case=ended, body="Done.")
    case_close(actor=house.engineer, case=ended)
    client = browser(house.engineer)
    client.post(WHERE, {"case": [first.pk, ended.pk, last.pk], "assignee": "engineer"})
    assert assignees() == ["engineer", None, "engineer"]
    shown = text(client, "/cases/")
    assert f"{ended.number} was not assigned: {ended.number} is closed" in shown


def test_somebody_who_works_on_no_cases_gets_none_and_it_is_said_once(
    house: House, tuesday: datetime, browser: Browser
) -> None:
    cases = [file(house, 3) for _ in range(3)]
    client = browser(house.engineer)
    client.post(WHERE, {"case": [case.pk for case in cases], "assignee": "planner"})
    assert assignees() == [None] * 3
    assert text(client, "/cases/").count("Planner does not work on cases") == 1


def test_nobody_chosen_changes_nothing(house: House, tuesday: datetime, browser: Browser) -> None:
    case = file(house, 3)
    client = browser(house.engineer)
    client.post(WHERE, {"case": [case.pk], "assignee": ""})
    assert assignees() == [None]
    assert "Choose who is to have the cases." in text(client, "/cases/")


def test_a_way_back_to_another_host_is_not_gone(house: House, tuesday: datetime, browser: Browser) -> None:
    sent = {"case": [file(house, 3).pk], "assignee": "engineer", "back": "https://evil.example/"}
    assert browser(house.engineer).post(WHERE, sent)["Location"] == "/cases/"


def test_customers_assign_nothing(house: House, tuesday: datetime, browser: Browser) -> None:
    case = file(house, 3)
    answer = browser(house.contact).post(WHERE, {"case": [case.pk], "assignee": "engineer"})
    assert (answer.status_code, assignees()) == (403, [None])
