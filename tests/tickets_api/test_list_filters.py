"""`GET /cases/?...`: filters, the search, the orderings."""

from datetime import datetime
from typing import Any

import pytest

from tests.house import House
from tests.tickets.cases import file, phoned
from tests.tickets_api.calls import CASES, Caller, pointers
from tests.tickets_api.conftest import Callers
from tickets.actions import case_assign, case_resolve, message_add
from tickets.models import Case


def found(caller: Caller, **query: Any) -> list[str]:
    """The titles of what the list gives."""
    answer = caller.get(CASES, query)
    assert answer.status_code == 200, answer.json()
    return [row["subject"] for row in answer.json()["results"]]


@pytest.fixture
def desk(house: House, tuesday: datetime) -> House:
    """Four cases: a new one, one that is held, one that is resolved, one of nordic."""
    file(house, 4, title="new", software=house.shop)
    phoned(house, 1, title="grave")
    file(house, 1, title="held", server=None)
    resolved = file(house, 3, title="resolved")
    case_resolve(actor=house.engineer, case=resolved, body="Done.", outcome="workaround")
    file(house, None, title="nordic", actor=house.stranger, account=house.nordic, server=house.nordic_server)
    return house


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({}, ["nordic", "resolved", "held", "grave", "new"]),
        ({"state": "held"}, ["held"]),
        ({"state": "held,resolved"}, ["resolved", "held"]),
        ({"state": ["held", "resolved"]}, ["resolved", "held"]),
        ({"state": "open"}, []),
        ({"state": "live"}, ["nordic", "held", "grave", "new"]),
        ({"state": "live,resolved"}, ["nordic", "resolved", "held", "grave", "new"]),
        ({"state": ""}, ["nordic", "resolved", "held", "grave", "new"]),
        ({"severity": 1}, ["held", "grave"]),
        ({"severity": 2}, []),
        ({"account": "nordic"}, ["nordic"]),
        ({"account": "nowhere"}, []),
        ({"server": "web1"}, ["resolved", "grave", "new"]),
        ({"software": "shop"}, ["new"]),
        ({"channel": "phone"}, ["grave"]),
        ({"coverage": "covered", "account": "nordic"}, ["nordic"]),
        ({"outcome": "workaround"}, ["resolved"]),
        ({"reporter": "nordic-contact"}, ["nordic"]),
        ({"reporter": "me"}, []),
        ({"due_before": "2026-03-10T17:15:00Z"}, []),
        ({"due_before": "2026-03-10T17:15:01Z"}, ["grave"]),
        ({"due_before": "9999-12-31T00:00:00Z"}, ["nordic", "grave", "new"]),
        ({"q": "grave"}, ["grave"]),
        ({"q": "nothing -loads"}, []),
        ({"state": "live", "severity": 1, "channel": "portal"}, ["held"]),
    ],
)
def test_filters(desk: House, calls: Callers, query: dict[str, Any], titles: list[str]) -> None:
    assert found(calls.engineer, **query) == titles


def test_assignee(desk: House, calls: Callers) -> None:
    case_assign(actor=desk.engineer, case=Case.objects.get(title="grave"), assignee=desk.engineer)
    case_assign(actor=desk.engineer, case=Case.objects.get(title="new"), assignee=desk.second_engineer)
    assert found(calls.engineer, assignee="me") == ["grave"]
    assert found(calls.engineer, assignee="Engineer-Two") == ["new"]
    assert found(calls.engineer, assignee="none") == ["nordic", "resolved", "held"]
    assert found(calls.engineer, assignee="nobody-of-this-name") == []


def test_search_reads_messages_and_numbers(desk: House, calls: Callers) -> None:
    case = Case.objects.get(title="held")
    message_add(actor=desk.contact, case=case, body="The turnstile is stuck.")
    assert found(calls.contact, q="turnstile") == ["held"]
    assert found(calls.contact, q=case.number) == ["held"]
    assert found(calls.contact, q="turnstile or grave") == ["held", "grave"]


@pytest.mark.parametrize("text", ['"', "'", "a & | !", "((", "\\", "%", "\u202e", "x" * 5000, "HC-" + "9" * 18])
def test_search_bears_any_text(desk: House, calls: Callers, text: str) -> None:
    assert calls.engineer.get(CASES, {"q": text}).status_code == 200


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ({"state": "lost"}, "/state"),
        ({"state": "new,lost"}, "/state"),
        ({"severity": "high"}, "/severity"),
        ({"severity": 10**30}, "/severity"),
        ({"due_before": "soon"}, "/due_before"),
        ({"due_before": "2026-03-10T17:00:00"}, "/due_before"),
        ({"stat": "new"}, "/stat"),
        ({"severity": [1, 2]}, "/severity"),
        ({"ordering": "colour"}, "/ordering"),
        ({"limit": 201}, "/limit"),
    ],
)
def test_what_no_list_has_is_refused(calls: Callers, query: dict[str, Any], place: str) -> None:
    answer = calls.engineer.get(CASES, query)
    assert (answer.status_code, pointers(answer)) == (400, [place])


def test_queue_puts_an_open_level_1_first_then_what_is_due(desk: House, calls: Callers) -> None:
    assert found(calls.engineer, ordering="queue") == ["grave", "nordic", "new", "held"]
    assert found(calls.engineer, ordering="-queue") == ["held", "new", "nordic", "grave"]


def test_orderings(desk: House, calls: Callers) -> None:
    assert found(calls.engineer, ordering="number") == ["new", "grave", "held", "resolved", "nordic"]
    assert found(calls.engineer, ordering="next_due") == ["grave", "nordic", "new", "held", "resolved"]
    assert found(calls.engineer, ordering="-next_due") == ["resolved", "held", "new", "nordic", "grave"]


def test_rows_carry_no_texts_and_no_clocks(desk: House, calls: Callers) -> None:
    row = calls.engineer.get(CASES, {"q": "grave"}).json()["results"][0]
    assert not {"description", "clocks", "contacts"} & row.keys()
    assert (row["next_due"], row["state"], row["severity"]) == ("2026-03-10T17:15:00Z", "new", 1)
