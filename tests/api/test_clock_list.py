"""`/clocks/`: what it shows, how it filters, and what it costs."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from rest_framework.test import APIClient

from hostops.clocks.models import Clock
from hostops.clocks.querysets import STATES
from tests.api.conftest import Signed
from tests.api.rows import clock, subject
from tests.house import House

HOUR = timedelta(hours=1)


@pytest.fixture
def clocks(house: House, tuesday: datetime) -> dict[str, Clock]:
    """One in every state, by its name; and one of the neighbours."""
    version = house.contract.bindings.get().version
    shapes: dict[str, dict[str, Any]] = {
        "pending": {"started_at": None, "due_at": None},
        "running": {"started_at": tuesday - HOUR, "due_at": tuesday},
        "paused": {"started_at": tuesday - HOUR, "due_at": None, "paused_at": tuesday},
        "met": {"stopped_at": tuesday - HOUR, "due_at": tuesday - HOUR},
        "breached": {"due_at": tuesday - timedelta(microseconds=1)},
        "cancelled": {"cancelled_at": tuesday},
    }
    made = {
        state: clock(version, subject(house.harbor, f"X-{state}", "case"), tuesday - 2 * HOUR, **shape)
        for state, shape in shapes.items()
    }
    neighbour = subject(house.nordic, "X-nordic")
    return made | {"nordic": clock(version, neighbour, tuesday, kind="backup", clause="iptor:2a")}


@pytest.fixture
def client(house: House, signed: Signed) -> APIClient:
    return signed(house.manager)


def found(client: APIClient, query: str) -> set[int]:
    answer = client.get(f"/api/v1/clocks/?{query}")
    assert answer.status_code == 200, answer.content
    return {row["id"] for row in answer.json()["results"]}


def test_a_clock_has_the_fields_of_the_contract(client: APIClient, clocks: dict[str, Clock]) -> None:
    assert client.get(f"/api/v1/clocks/{clocks['running'].pk}/").json() == {
        "id": clocks["running"].pk,
        "kind": "response",
        "key": "",
        "cycle": 1,
        "revision": 0,
        "clause": "itpdx:4c",
        "state": "running",
        "started_at": "2026-03-10T16:00:00Z",
        "due_at": "2026-03-10T17:00:00Z",
        "stopped_at": None,
        "next_at": None,
        "subject": {
            "kind": "case",
            "reference": "X-running",
            "title": "About X-running",
            "url": "http://testserver/cases/X-running/",
        },
        "account": "harbor",
    }


def test_a_subject_of_a_kind_without_pages_and_of_no_account(
    house: House, client: APIClient, tuesday: datetime
) -> None:
    ours = clock(house.contract.bindings.get().version, subject(None, "Y-1", "unknown"), tuesday)
    shown = client.get(f"/api/v1/clocks/{ours.pk}/").json()
    assert (shown["account"], shown["subject"]["url"]) == (None, None)


@pytest.mark.parametrize("state", STATES)
def test_the_state_shown_is_the_state_filtered_by(client: APIClient, clocks: dict[str, Clock], state: str) -> None:
    assert client.get(f"/api/v1/clocks/{clocks[state].pk}/").json()["state"] == state
    assert found(client, f"state={state}&account=harbor") == {clocks[state].pk}


def test_several_states_are_any_of_them(client: APIClient, clocks: dict[str, Clock]) -> None:
    assert found(client, "state=met&state=paused") == {clocks["met"].pk, clocks["paused"].pk}


@pytest.mark.parametrize(
    ("query", "who"),
    [
        ("kind=backup", {"nordic"}),
        ("kind=nothing", set()),
        ("account=nordic", {"nordic"}),
        ("account=no-such", set()),
        ("subject=X-paused", {"paused"}),
        ("clause=iptor:2a", {"nordic"}),
        ("due_before=2026-03-10T16:00:00Z", set()),
        ("due_before=2026-03-10T17:00:00Z", {"cancelled", "met", "breached"}),
        ("due_before=2026-03-10T18:00:00%2B01:00", {"cancelled", "met", "breached"}),
        ("due_before=2026-03-10T18:00:00+01:00", {"cancelled", "met", "breached"}),  # a plus sign that came as a space
        ("state=breached&kind=response&due_before=2026-03-10T18:00:00Z", {"breached"}),
    ],
)
def test_filters_by_field(client: APIClient, clocks: dict[str, Clock], query: str, who: set[str]) -> None:
    assert found(client, query) == {clocks[name].pk for name in who}


def test_a_filter_without_a_value_filters_nothing(client: APIClient, clocks: dict[str, Clock]) -> None:
    assert found(client, "state=&kind=&account=&due_before=") == {row.pk for row in clocks.values()}


@pytest.mark.parametrize(
    ("query", "pointer", "says"),
    [
        ("state=late", "/state", "late is none of pending, running"),
        ("state=met&state=late", "/state", "late is none of"),
        ("due_before=tomorrow", "/due_before", "not a time"),
        ("due_before=2026-03-10T17:00:00", "/due_before", "no zone"),
        ("due_before=1900-01-01T00:00:00Z", "/due_before", "1970"),
        ("kind=a&kind=b", "/kind", "twice"),
        ("acount=harbor", "/acount", "this list has state, kind"),
        ("page=2", "/page", "no such parameter"),
        ("format=json", "/format", "no such parameter"),
    ],
)
def test_what_filters_nothing_is_400_at_its_parameter(client: APIClient, query: str, pointer: str, says: str) -> None:
    answer = client.get(f"/api/v1/clocks/?{query}")
    assert answer.status_code == 400
    (fault,) = answer.json()["errors"]
    assert (fault["pointer"], fault["in"]) == (pointer, "query")
    assert says in fault["detail"]


def test_a_stranger_sees_none_of_them(house: House, signed: Signed, clocks: dict[str, Clock]) -> None:
    stranger = signed(house.stranger)
    assert found(stranger, "") == {clocks["nordic"].pk}
    assert found(stranger, "account=harbor") == set()
    for name in ("running", "met"):
        for path in ("", "explanation/"):
            assert stranger.get(f"/api/v1/clocks/{clocks[name].pk}/{path}").status_code == 404


def test_a_list_costs_two_queries_however_long(
    house: House, client: APIClient, clocks: dict[str, Clock], django_assert_num_queries: Any
) -> None:
    version = house.contract.bindings.get().version
    client.get("/api/v1/clocks/")
    for more in ("A", "B"):
        with django_assert_num_queries(2):  # the token, the page
            client.get("/api/v1/clocks/")
        for number in range(20):
            clock(version, subject(house.harbor, f"{more}-{number}"), clocks["met"].opened_at)
