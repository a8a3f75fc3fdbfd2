"""The steps of a case by REST: each where it is possible, and 409 with what is possible where it is not."""

from datetime import datetime
from typing import Any

import pytest

from tests.house import House
from tests.tickets.cases import file
from tests.tickets_api.calls import at, pointers
from tests.tickets_api.conftest import Callers
from tickets.models import Case
from tickets.states import possible

# A body with which each step is taken where the state allows it.
BODIES: dict[str, Any] = {
    "severity": {"severity": 2, "reason": "verified"},
    "assign": {"assignee": "engineer"},
    "wait": {"question": "Since when?"},
    "resume": {},
    "workaround": {"body": "Use the other shop."},
    "resolve": {"body": "Restarted.", "outcome": "solved"},
    "close": {"reason": "Confirmed by telephone."},
    "reopen": {"reason": "Down again."},
    "contact": {"channel": "phone"},
    "coverage": {"decision": "consulting", "clause": "itpdx:6a", "reason": "Not ours."},
    "admit": {"reason": "They wait long."},
}
# The steps that lead from a new case to each state.
WAYS: dict[str, list[str]] = {
    "new": [],
    "open": ["wait", "resume"],
    "waiting": ["wait"],
    "workaround": ["workaround"],
    "resolved": ["resolve"],
    "closed": ["resolve", "close"],
}


def brought_to(state: str, calls: Callers, house: House) -> Case:
    case = file(house, 3)
    for step in WAYS[state]:
        assert calls.engineer.step(case, step, BODIES[step]).status_code == 200
    return case


@pytest.mark.parametrize("state", WAYS)
def test_every_impossible_step_answers_409_with_the_possible(
    calls: Callers, house: House, tuesday: datetime, state: str
) -> None:
    case = brought_to(state, calls, house)
    before = calls.engineer.get(at(case)).json()
    assert before["state"] == state
    for step in sorted(BODIES.keys() - set(possible(state))):
        answer = calls.engineer.step(case, step, BODIES[step])
        assert (step, answer.status_code) == (step, 409)
        assert answer["Content-Type"] == "application/problem+json"
        assert answer.json()["possible"] == possible(state)
    assert calls.engineer.get(at(case)).json() == before


def test_a_case_says_what_is_possible_for_whom(calls: Callers, house: House, tuesday: datetime) -> None:
    case = brought_to("resolved", calls, house)
    shown = {name: getattr(calls, name).get(at(case)).json()["possible"] for name in ("contact", "viewer", "engineer")}
    assert shown == {
        "contact": ["copy", "rate", "reopen", "reply"],
        "viewer": [],
        "engineer": ["advise", "assign", "close", "copy", "link", "note", "reopen", "reply", "tag", "version"],
    }


def test_waiting_asks_and_pauses(calls: Callers, house: House, tuesday: datetime) -> None:
    case = file(house, 3)
    shown = calls.engineer.step(case, "wait", {"question": "Since when?"}).json()
    assert (shown["state"], shown["first_response_at"], shown["next_due"]) == ("waiting", "2026-03-10T17:00:00Z", None)
    assert [(clock["kind"], clock["state"]) for clock in shown["clocks"]] == [
        ("response", "met"),
        ("progress", "paused"),
    ]
    [message] = calls.contact.get(at(case, "messages")).json()["results"]
    assert (message["body_text"], message["purpose"]) == ("Since when?", "question")


def test_resolving_says_how_it_ended(calls: Callers, house: House, tuesday: datetime) -> None:
    case = file(house, 3)
    shown = calls.engineer.step(case, "resolve", {"body": "Not ours to mend.", "outcome": "unresolvable"}).json()
    assert (shown["state"], shown["outcome"], shown["resolved_at"]) == (
        "resolved",
        "unresolvable",
        "2026-03-10T17:00:00Z",
    )


@pytest.mark.parametrize(
    ("step", "body", "place"),
    [
        ("wait", {}, "/question"),
        ("wait", {"question": "  "}, "/question"),
        ("workaround", {}, "/body"),
        ("resolve", {}, "/body"),
        ("resolve", {"body": "x", "outcome": "lost"}, "/outcome"),
        ("admit", {}, "/reason"),
        ("assign", {}, "/assignee"),
        ("close", {"raeson": "x"}, "/raeson"),
    ],
)
def test_wrong_bodies_are_pointed_at(calls: Callers, house: House, step: str, body: Any, place: str) -> None:
    answer = calls.engineer.step(file(house, 3), step, body)
    assert (answer.status_code, pointers(answer)) == (400, [place])


def test_reopening_needs_no_words(calls: Callers, house: House, tuesday: datetime) -> None:
    case = brought_to("closed", calls, house)
    shown = calls.contact.step(case, "reopen").json()
    assert (shown["state"], shown["outcome"], shown["resolved_at"], shown["closed_at"]) == ("open", None, None, None)
    assert {clock["kind"]: clock["cycle"] for clock in shown["clocks"]}["response"] == 2


def test_customer_withdraws_without_words(calls: Callers, house: House) -> None:
    shown = calls.contact.step(file(house, 3), "resolve", {"outcome": "withdrawn"}).json()
    assert (shown["state"], shown["outcome"]) == ("resolved", "withdrawn")


def test_customer_does_not_call_a_case_unresolvable(calls: Callers, house: House) -> None:
    assert calls.contact.step(file(house, 3), "resolve", {"outcome": "unresolvable"}).status_code == 403


def test_admitting_goes_over_the_cap(calls: Callers, house: House, tuesday: datetime) -> None:
    file(house, 1)
    case = file(house, 1)
    shown = calls.engineer.step(case, "admit", {"reason": "It is grave."}).json()
    assert (shown["state"], shown["over_cap"], shown["place_in_line"]) == ("new", True, None)
    assert shown["admitted_at"] == "2026-03-10T17:00:00Z"


def test_resolving_lets_the_next_in(calls: Callers, house: House, tuesday: datetime) -> None:
    first, held = file(house, 1), file(house, 1)
    calls.engineer.step(first, "resolve", {"body": "Done."})
    assert calls.contact.get(at(held)).json()["state"] == "new"
