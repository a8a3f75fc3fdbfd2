"""`POST /clocks/{id}/attribute/`: what a breach is put down to, by a manager."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from hostops.clocks.models import Clock
from tests.api.conftest import Signed
from tests.api.rows import clock, subject
from tests.house import House

BODY = {"cause": "catastrophic_outage", "clause": "itpdx:4l", "reason": "A Level 1 was open."}


@pytest.fixture
def breached(house: House, tuesday: datetime) -> Clock:
    return clock(house.contract.bindings.get().version, subject(house.harbor), tuesday - timedelta(hours=2))


def attribute(client: Any, of: Clock, **body: Any) -> Any:
    return client.post(f"/api/v1/clocks/{of.pk}/attribute/", BODY | body, format="json")


def test_a_manager_says_it_once(house: House, signed: Signed, breached: Clock) -> None:
    client = signed(house.manager)
    answer = attribute(client, breached)
    assert answer.status_code == 201
    assert answer.json() == {
        **BODY, "clock": breached.pk, "cycle": 1, "attributed_by": "manager", "attributed_at": "2026-03-10T17:00:00Z",
    }  # fmt: skip
    again = attribute(client, breached)
    assert again.status_code == 409
    assert "attributed already" in again.json()["detail"]


def test_nobody_else_does(house: House, signed: Signed, breached: Clock) -> None:
    for person, status in ((house.engineer, 403), (house.planner, 403), (house.holder, 403), (house.stranger, 404)):
        assert attribute(signed(person), breached).status_code == status


def test_a_clock_in_time_has_no_breach(house: House, signed: Signed, breached: Clock, tuesday: datetime) -> None:
    Clock.objects.filter(pk=breached.pk).update(due_at=tuesday + timedelta(hours=1))
    assert attribute(signed(house.manager), breached).status_code == 409


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"cause": "bad luck"}, "/cause"),
        ({"reason": " "}, "/reason"),
        ({"clause": "itpdx:99z"}, "/clause"),
        ({"cycle": 0}, "/cycle"),
        ({"cycle": 2**31}, "/cycle"),
        ({"couse": "x"}, "/couse"),
    ],
)
def test_what_is_wrong_is_pointed_at(
    house: House, signed: Signed, breached: Clock, body: dict[str, Any], pointer: str
) -> None:
    answer = attribute(signed(house.manager), breached, **body)
    assert answer.status_code == 400
    assert [found["pointer"] for found in answer.json()["errors"]] == [pointer]
