"""`POST /cases/{number}/assign/`."""

from datetime import datetime

from tests.house import House
from tests.tickets.cases import file
from tests.tickets_api.calls import pointers
from tests.tickets_api.conftest import Callers


def test_by_username_and_back_to_nobody(calls: Callers, house: House, tuesday: datetime) -> None:
    case = file(house, 3)
    shown = calls.engineer.step(case, "assign", {"assignee": "Engineer-Two"}).json()
    assert (shown["assignee"], shown["assignee_name"]) == ("engineer-two", "Engineer Two")
    assert calls.engineer.step(case, "assign", {"assignee": None}).json()["assignee"] is None


def test_only_to_who_works_on_cases(calls: Callers, house: House) -> None:
    case = file(house, 3)
    for name in ("planner", "harbor-contact", "nobody"):
        answer = calls.engineer.step(case, "assign", {"assignee": name})
        assert (answer.status_code, pointers(answer)) == (400, ["/assignee"])


def test_customers_do_not_assign_and_learn_no_names(calls: Callers, house: House) -> None:
    case = file(house, 3)
    answers = [calls.contact.step(case, "assign", {"assignee": name}) for name in ("engineer", "nobody")]
    assert [answer.status_code for answer in answers] == [403, 403]
    assert answers[0].json() == answers[1].json()
