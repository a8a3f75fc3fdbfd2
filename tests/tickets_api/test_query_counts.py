"""What each call costs in statements. A number that grows here is a page that grows slow."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.house import House
from tests.tickets.cases import file, phoned
from tests.tickets_api.calls import CASES, at
from tests.tickets_api.conftest import Callers
from tests.tickets_api.test_attachments import inside


def statements(call: Callable[[], Any]) -> list[str]:
    """Those of the second call: the first one fills what is kept in memory, and notes the token's use."""
    assert call().status_code < 300
    with CaptureQueriesContext(connection) as caught:
        assert call().status_code < 300
    return [query["sql"] for query in caught.captured_queries]


@pytest.fixture
def many(house: House, tuesday: datetime) -> None:
    for number in range(12):
        file(house, 3 + number % 2, server=None if number % 3 else house.server, software=house.shop)


@pytest.mark.parametrize(
    "query", ["", "?ordering=queue", "?ordering=next_due&state=live", "?account=harbor&severity=3"]
)
def test_list_costs_the_same_however_long(calls: Callers, many: None, query: str) -> None:
    # the token with its person, the rows with all their names
    assert len(statements(lambda: calls.engineer.get(f"{CASES}{query}"))) == 2


def test_search(calls: Callers, many: None) -> None:
    # the token, the servers of that name, the first hits, the rows
    assert len(statements(lambda: calls.engineer.get(f"{CASES}?q=shop"))) == 4


def test_one_case_with_everything(calls: Callers, house: House, tuesday: datetime) -> None:
    case = phoned(house, 1)
    for _ in range(3):
        calls.engineer.step(case, "contact", {"channel": "phone", "note": "Again."})
        calls.engineer.step(case, "advise", {"fixed_version": "2", "told": "Kim"})
        calls.engineer.step(case, "messages", {"body": "Working."})
    # token, case, clocks, contacts, advice
    assert len(statements(lambda: calls.contact.get(at(case)))) == 5


def test_one_case_that_is_held(calls: Callers, house: House, tuesday: datetime) -> None:
    case = [file(house, 1) for _ in range(3)][-1]
    # token, case, clocks; the policy for what it waits for, the line for its place
    assert len(statements(lambda: calls.contact.get(at(case)))) == 5


def test_messages_with_files(calls: Callers, house: House, tuesday: datetime) -> None:
    case = file(house, 3)
    for number in range(3):
        calls.contact.step(case, "messages", {"body": f"m{number}", "attachments": [inside(), inside("b.log")]})
    # token, case, messages, attachments
    assert len(statements(lambda: calls.contact.get(at(case, "messages")))) == 4


def test_journal(calls: Callers, house: House, tuesday: datetime) -> None:
    case = file(house, 3)
    for name in ("engineer", "engineer-two", "engineer"):
        calls.engineer.step(case, "assign", {"assignee": name})
    # token, case, entries, the people they name
    assert len(statements(lambda: calls.contact.get(at(case, "journal")))) == 4


def test_filing(calls: Callers, tuesday: datetime) -> None:
    found = statements(lambda: calls.contact.file(server="web1", requested_severity=4))
    # fewer is better: this is the call that must be quick; one asks whether the server is being worked on
    assert len(found) <= 16
    # its own: who calls, the server with its contract, the clocks of the answer
    assert len([sql for sql in found if "accounts_token" in sql or "accounts_server" in sql]) == 2


def test_replying(calls: Callers, house: House, tuesday: datetime) -> None:
    case = file(house, 3)
    assert len(statements(lambda: calls.contact.step(case, "messages", {"body": "x"}))) <= 15


def test_download(calls: Callers, house: House) -> None:
    case = file(house, 3)
    said = calls.contact.step(case, "messages", {"body": "x", "attachments": [inside()]}).json()
    assert len(statements(lambda: calls.contact.get(said["attachments"][0]["url"]))) == 2
