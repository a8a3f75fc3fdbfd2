"""`/alerts/`: what was said since when, and who has seen to it."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from hostops.alerts.models import Alert
from tests.api.conftest import Signed
from tests.api.rows import alert, clock, subject
from tests.house import House


@pytest.fixture
def alerts(house: House, tuesday: datetime) -> list[Alert]:
    """Harbor's response clock at half its time and at its breach an hour later; nordic's backup clock."""
    version = house.contract.bindings.get().version
    ours = clock(version, subject(house.harbor, "X-1"), tuesday)
    theirs = clock(version, subject(house.nordic, "X-2"), tuesday, kind="backup")
    later = tuesday + timedelta(hours=1)
    return [
        alert(ours, tuesday, "50%"),
        alert(ours, later, raised_at=later + timedelta(seconds=2)),
        alert(theirs, tuesday),
    ]


def ids(answer: Any) -> list[int]:
    assert answer.status_code == 200, answer.content
    return [row["id"] for row in answer.json()["results"]]


def test_an_alert_has_the_fields_of_the_contract(house: House, signed: Signed, alerts: list[Alert]) -> None:
    breach = alerts[1]
    shown = signed(house.contact).get(f"/api/v1/alerts/{breach.pk}/").json()
    assert shown == {
        "id": breach.pk,
        "clock": breach.clock_id,
        "kind": "response",
        "cycle": 1,
        "revision": 0,
        "threshold": "breach",
        "raised_at": "2026-03-10T18:00:02Z",
        "instant": "2026-03-10T18:00:00Z",
        "subject": {"kind": "thing", "reference": "X-1", "title": "About X-1", "url": None},
        "account": "harbor",
        "acknowledged_by": None,
        "acknowledged_at": None,
        "note": "",
    }


@pytest.mark.parametrize(
    ("query", "which"),
    [
        ({}, [1, 2, 0]),
        ({"ordering": "raised_at"}, [0, 2, 1]),
        ({"since": "2026-03-10T17:00:00Z"}, [1, 2, 0]),
        ({"since": "2026-03-10T17:00:00.000001Z"}, [1]),
        ({"since": "2026-03-10T18:00:03Z"}, []),
        ({"kind": "backup"}, [2]),
        ({"account": "harbor"}, [1, 0]),
        ({"subject": "X-2"}, [2]),
        ({"threshold": "50%"}, [0]),
        ({"acknowledged": "true"}, []),
        ({"acknowledged": "false", "kind": "response"}, [1, 0]),
    ],
)
def test_filters(house: House, signed: Signed, alerts: list[Alert], query: dict[str, str], which: list[int]) -> None:
    assert ids(signed(house.engineer).get("/api/v1/alerts/", query)) == [alerts[index].pk for index in which]


@pytest.mark.parametrize("query", ["since=now", "acknowledged=maybe", "severity=1"])
def test_nonsense_is_400(house: House, signed: Signed, query: str) -> None:
    assert signed(house.engineer).get(f"/api/v1/alerts/?{query}").status_code == 400


def test_staff_acknowledge_once_and_a_second_person_is_told_who_did(
    house: House, signed: Signed, alerts: list[Alert]
) -> None:
    path = f"/api/v1/alerts/{alerts[0].pk}/acknowledge/"
    first = signed(house.engineer).post(path)
    assert first.status_code == 200
    assert first.json()["acknowledged_by"] == "engineer"
    assert first.json()["acknowledged_at"].endswith("Z")
    assert signed(house.engineer).post(path).status_code == 200
    second = signed(house.manager).post(path)
    assert second.status_code == 409
    assert "Engineer acknowledged it" in second.json()["detail"]


def test_customers_do_not_acknowledge_and_strangers_see_nothing(
    house: House, signed: Signed, alerts: list[Alert]
) -> None:
    path = f"/api/v1/alerts/{alerts[0].pk}/"
    assert signed(house.contact).post(f"{path}acknowledge/").status_code == 403
    stranger = signed(house.stranger)
    assert stranger.get(path).status_code == 404
    assert stranger.post(f"{path}acknowledge/").status_code == 404
    assert ids(stranger.get("/api/v1/alerts/")) == [alerts[2].pk]


def test_a_list_costs_two_queries_however_long(
    house: House, signed: Signed, alerts: list[Alert], django_assert_num_queries: Any
) -> None:
    client = signed(house.engineer)
    client.get("/api/v1/alerts/")
    for _ in range(2):
        with django_assert_num_queries(2):  # the token, the page
            client.get("/api/v1/alerts/")
        for percent in range(1, 20):
            alert(alerts[0].clock, alerts[0].instant, f"{percent}.{_}%", acknowledged_by=house.manager)
