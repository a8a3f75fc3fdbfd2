"""Pages of cases: by cursor, in both directions, true while cases come and go."""

from datetime import datetime

import pytest

from tests.house import House
from tests.tickets.cases import file
from tests.tickets_api.calls import CASES, Caller, pointers
from tests.tickets_api.conftest import Callers


def pages(caller: Caller, address: str, link: str = "next") -> list[list[str]]:
    """The titles of each page from `address` on."""
    found = []
    while address:
        answer = caller.get(address).json()
        found.append([row["subject"] for row in answer["results"]])
        address = answer[link]
    return found


@pytest.fixture
def seven(house: House, tuesday: datetime) -> None:
    """Seven cases: five have a due instant, two are held."""
    for number in range(7):
        file(house, 4, title=f"c{number}")


@pytest.mark.parametrize(
    ("ordering", "expected"),
    [
        ("", [["c6", "c5", "c4"], ["c3", "c2", "c1"], ["c0"]]),
        ("ordering=number&", [["c0", "c1", "c2"], ["c3", "c4", "c5"], ["c6"]]),
        ("ordering=next_due&", [["c0", "c1", "c2"], ["c3", "c4", "c5"], ["c6"]]),
        ("ordering=-next_due&", [["c6", "c5", "c4"], ["c3", "c2", "c1"], ["c0"]]),
        ("ordering=queue&", [["c0", "c1", "c2"], ["c3", "c4", "c5"], ["c6"]]),
    ],
)
def test_forth_and_back(calls: Callers, seven: None, ordering: str, expected: list[list[str]]) -> None:
    assert pages(calls.engineer, f"{CASES}?{ordering}limit=3") == expected
    second = calls.engineer.get(f"{CASES}?{ordering}limit=3").json()["next"]
    last = calls.engineer.get(second).json()["next"]
    assert pages(calls.engineer, last, "previous") == expected[::-1]


def test_a_new_case_moves_no_page(calls: Callers, seven: None, house: House) -> None:
    second = calls.engineer.get(f"{CASES}?limit=3").json()["next"]
    file(house, 4, title="c7")
    assert pages(calls.engineer, second) == [["c3", "c2", "c1"], ["c0"]]


def test_filters_go_with_the_links(calls: Callers, seven: None) -> None:
    assert pages(calls.engineer, f"{CASES}?state=new&limit=3") == [["c4", "c3", "c2"], ["c1", "c0"]]


def test_messages_and_journal_have_pages_too(calls: Callers, house: House, tuesday: datetime) -> None:
    case = file(house, 3)
    for number in range(3):
        calls.contact.step(case, "messages", {"body": f"m{number}"})
    first = calls.contact.get(f"{CASES}{case.number}/messages/?limit=2").json()
    assert [message["body_text"] for message in first["results"]] == ["m0", "m1"]
    assert [message["body_text"] for message in calls.contact.get(first["next"]).json()["results"]] == ["m2"]
    journal = calls.contact.get(f"{CASES}{case.number}/journal/?limit=3").json()
    assert len(calls.contact.get(journal["next"]).json()["results"]) == 1


@pytest.mark.parametrize("query", ["cursor=x", "limit=0", "limit=-1", "limit=many", "limit=1000"])
def test_nonsense_is_refused(calls: Callers, query: str) -> None:
    answer = calls.engineer.get(f"{CASES}?{query}")
    assert (answer.status_code, pointers(answer)) == (400, [f"/{query.partition('=')[0]}"])
