"""`ETag` and `If-Match`: nobody changes a case that changed since they read it."""

from datetime import datetime

import pytest

from tests.house import House
from tests.tickets.cases import file
from tests.tickets_api.calls import at
from tests.tickets_api.conftest import Callers
from tests.tickets_api.test_transitions import BODIES
from tickets.states import State, possible


def test_version_is_in_the_etag_and_grows(calls: Callers, house: House, tuesday: datetime) -> None:
    case = file(house, 3)
    assert calls.contact.get(at(case))["ETag"] == f'"{case.number}:1"'
    assert calls.engineer.step(case, "assign", {"assignee": "engineer"})["ETag"] == f'"{case.number}:2"'
    assert calls.contact.get(at(case)).json()["version"] == 2


@pytest.mark.parametrize("step", sorted({*BODIES, "advise", "messages"} & {*possible(State.NEW), "advise", "messages"}))
def test_every_step_honours_it(calls: Callers, house: House, tuesday: datetime, step: str) -> None:
    body = {**BODIES, "advise": {"fixed_version": "2", "told": "Kim"}, "messages": {"body": "x"}}[step]
    case = file(house, 3)
    stale = calls.engineer.get(at(case))["ETag"]
    calls.engineer.step(case, "messages", {"body": "In between.", "visibility": "internal"})
    before = calls.engineer.get(at(case))
    refused = calls.engineer.step(case, step, body, If_Match=stale)
    assert (refused.status_code, refused["Content-Type"]) == (412, "application/problem+json")
    assert calls.engineer.get(at(case)).json() == before.json()
    assert calls.engineer.step(case, step, body, If_Match=before["ETag"]).status_code in (200, 201)


def test_star_and_none_ask_for_nothing(calls: Callers, house: House) -> None:
    case = file(house, 3)
    assert calls.engineer.step(case, "contact", {"channel": "phone"}, If_Match="*").status_code == 200
    assert calls.engineer.step(case, "contact", {"channel": "phone"}).status_code == 200


def test_malformed_is_400(calls: Callers, house: House) -> None:
    assert calls.engineer.step(file(house, 3), "close", {}, If_Match="HC-1:1").status_code == 400


def test_another_cases_tag_does_not_match(calls: Callers, house: House) -> None:
    case, other = file(house, 3), file(house, 3)
    tag = calls.engineer.get(at(other))["ETag"]
    assert calls.engineer.step(case, "assign", {"assignee": None}, If_Match=tag).status_code == 412
