"""`POST /cases/assign/`: several cases to one member of staff, as the queue's page does it."""

from datetime import datetime

import pytest

from hostops.journal.models import Entry
from tests.house import House
from tests.tickets.cases import file
from tests.tickets_api.calls import CASES, pointers
from tests.tickets_api.conftest import Callers
from tickets.actions import case_close, case_resolve
from tickets.models import Case

WHERE = f"{CASES}assign/"


def assignees() -> list[str | None]:
    return list(Case.objects.order_by("pk").values_list("assignee__username", flat=True))


def test_each_is_a_change_of_its_own(calls: Callers, house: House, tuesday: datetime) -> None:
    first, ended, last = (file(house, 3) for _ in range(3))
    case_resolve(actor=house.engineer, case=ended, body="Done.")
    case_close(actor=house.engineer, case=ended)
    numbers = [last.number, ended.number, first.number, last.number, "HC-999999", "Zebra"]
    answer = calls.engineer.post(WHERE, {"cases": numbers, "assignee": "Engineer-Two"})
    assert answer.status_code == 200
    told = answer.json()
    assert told["assigned"] == [first.number, last.number]
    assert [one["case"] for one in told["refused"]] == [ended.number, "HC-999999", "Zebra"]
    assert told["refused"][0]["detail"].startswith(f"{ended.number} is closed")
    assert {one["detail"] for one in told["refused"][1:]} == {"There is no such case."}
    assert assignees() == ["engineer-two", None, "engineer-two"]
    assert Entry.objects.filter(verb="tickets.case.assigned").count() == 2


def test_back_to_nobody(calls: Callers, house: House, tuesday: datetime) -> None:
    case = file(house, 3)
    calls.engineer.post(WHERE, {"cases": [case.number], "assignee": "engineer"})
    assert assignees() == ["engineer"]
    told = calls.engineer.post(WHERE, {"cases": [case.number], "assignee": None}).json()
    assert told == {"assigned": [case.number], "refused": []}
    assert assignees() == [None]


@pytest.mark.parametrize("name", ["planner", "harbor-contact", "nobody"])
def test_only_to_who_works_on_cases(calls: Callers, house: House, tuesday: datetime, name: str) -> None:
    case = file(house, 3)
    answer = calls.engineer.post(WHERE, {"cases": [case.number], "assignee": name})
    assert (answer.status_code, pointers(answer)) == (400, ["/assignee"])
    assert assignees() == [None]


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ({"cases": ["HC-1"]}, "/assignee"),
        ({"cases": [], "assignee": None}, "/cases"),
        ({"cases": ["HC-1"] * 201, "assignee": None}, "/cases"),
        ({"cases": "HC-1", "assignee": None}, "/cases"),
        ({"cases": [["HC-1"]], "assignee": None}, "/cases/0"),
        ({"cases": ["HC-1"], "assignee": None, "case": 1}, "/case"),
    ],
)
def test_nonsense_is_refused_at_its_place(calls: Callers, body: dict[str, object], wrong: str) -> None:
    answer = calls.engineer.post(WHERE, body)
    assert (answer.status_code, pointers(answer)) == (400, [wrong])


def test_once_by_its_key(calls: Callers, house: House, tuesday: datetime) -> None:
    body = {"cases": [file(house, 3).number], "assignee": "engineer"}
    answers = [calls.engineer.post(WHERE, body, Idempotency_Key="give") for _ in range(2)]
    assert answers[0].json() == answers[1].json()
    assert Entry.objects.filter(verb="tickets.case.assigned").count() == 1


def test_customers_assign_nothing_and_learn_no_names(calls: Callers, house: House, tuesday: datetime) -> None:
    case = file(house, 3)
    for caller in (calls.contact, calls.holder, calls.viewer, calls.stranger):
        answers = [caller.post(WHERE, {"cases": [case.number], "assignee": name}) for name in ("engineer", "nobody")]
        assert [answer.status_code for answer in answers] == [403, 403]
        assert answers[0].json()["detail"] == answers[1].json()["detail"]
    assert assignees() == [None]
