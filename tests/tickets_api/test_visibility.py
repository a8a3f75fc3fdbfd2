"""Who sees and does what on a case by REST: colleague, viewer, stranger, each staff role, nobody."""

from datetime import datetime

import pytest
from django.test import Client

from hostops.accounts.tokens import Scope
from tests.house import House
from tests.tickets.cases import file
from tests.tickets_api.calls import CASES, Caller, at
from tests.tickets_api.conftest import Callers
from tests.tickets_api.test_transitions import BODIES
from tickets.models import Case
from tickets.roles import GRANTS

READ = ["", "messages", "journal"]
WRITE = {**BODIES, "advise": {"fixed_version": "2", "told": "Kim"}, "messages": {"body": "x"}}


@pytest.mark.parametrize("name", ["contact", "holder", "viewer", "engineer", "planner", "manager"])
def test_colleagues_and_staff_read(calls: Callers, house: House, name: str) -> None:
    case = file(house, 3)
    caller: Caller = getattr(calls, name)
    assert [caller.get(at(case, below)).status_code for below in READ] == [200] * len(READ)
    assert [row["number"] for row in caller.get(CASES).json()["results"]] == [case.number]


def test_strangers_get_the_answer_of_what_is_not_there(calls: Callers, house: House) -> None:
    case, nowhere = file(house, 3), Case(pk=999_999)
    for below in READ:
        found, missing = (calls.stranger.get(at(which, below)) for which in (case, nowhere))
        assert (found.status_code, found.json()) == (404, missing.json())
    for step, body in WRITE.items():
        found, missing = (calls.stranger.step(which, step, body) for which in (case, nowhere))
        assert (step, found.status_code, found.json()) == (step, 404, missing.json())
    assert calls.stranger.get(CASES).json()["results"] == []


def test_a_strangers_filters_find_nothing(calls: Callers, house: House) -> None:
    case = file(house, 3, title="Unheard of")
    tried = {"account": "harbor", "q": "unheard", "server": "web1", "reporter": "harbor-contact", "software": "Shop"}
    for name, value in [*tried.items(), ("q", case.number)]:
        assert calls.stranger.get(CASES, {name: value}).json()["results"] == []


@pytest.mark.parametrize("step", sorted(WRITE))
def test_viewers_change_nothing(calls: Callers, house: House, step: str) -> None:
    case = file(house, 3)
    before = calls.viewer.get(at(case)).json()
    answer = calls.viewer.step(case, step, WRITE[step])
    assert (answer.status_code, answer["Content-Type"]) == (403, "application/problem+json")
    assert calls.viewer.get(at(case)).json() == before


def test_each_step_asks_for_the_grant_of_its_name(calls: Callers, house: House, tuesday: datetime) -> None:
    """A planner opens and annotates cases; of a case's steps none is theirs."""
    case = file(house, 3)
    steps = sorted(WRITE.keys() - {"messages"})
    assert {f"tickets.case.{step}" for step in steps} <= GRANTS.keys()
    assert [calls.planner.step(case, step, WRITE[step]).status_code for step in steps] == [403] * len(steps)


def test_customers_take_their_own_steps_alone(calls: Callers, house: House, tuesday: datetime) -> None:
    case = file(house, 3)
    answers = {step: calls.contact.step(case, step, body).status_code for step, body in WRITE.items()}
    theirs = {"resolve": 200, "reopen": 200, "messages": 201}
    assert answers == {step: theirs.get(step, 403) for step in WRITE}


def test_internal_notes_are_for_staff(calls: Callers, house: House) -> None:
    case = file(house, 3)
    calls.engineer.step(case, "messages", {"body": "Known fault.", "visibility": "internal"})
    for name, seen in (("contact", 0), ("holder", 0), ("viewer", 0), ("engineer", 1), ("planner", 1), ("manager", 1)):
        found = getattr(calls, name).get(at(case, "messages"))
        assert (name, len(found.json()["results"])) == (name, seen)
    for below in READ:
        assert b"Known fault" not in calls.contact.get(at(case, below)).content
    assert calls.contact.get(CASES, {"q": "known fault"}).json()["results"] == []
    assert len(calls.engineer.get(CASES, {"q": "known fault"}).json()["results"]) == 1


def test_nobody_is_asked_to_sign_in(house: House) -> None:
    case = file(house, 3)
    for below in READ:
        answer = Client().get(at(case, below))
        assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")
    assert Client().post(CASES, {}, "application/json").status_code == 401


def test_token_that_only_reads(house: House, calls: Callers) -> None:
    case = file(house, 3)
    reader = Caller(house.engineer, Scope.READ)
    assert reader.get(at(case)).status_code == 200
    assert reader.step(case, "messages", {"body": "x"}).status_code == 403
    assert reader.file(account="harbor").status_code == 403


def test_what_is_no_number_is_not_there(calls: Callers) -> None:
    for number in ("HC-0", "HC-", "1", "XY-1", "HC-99999999999999999999", "HC-1.5", "%20", "..%2f", "hc"):
        assert calls.engineer.get(f"{CASES}{number}/").status_code == 404
    assert calls.engineer.get(f"{CASES}HC-%00/").status_code == 400


def test_number_in_small_letters(calls: Callers, house: House) -> None:
    case = file(house, 3)
    assert calls.contact.get(at(case).replace("HC-", "hc-")).json()["number"] == case.number
