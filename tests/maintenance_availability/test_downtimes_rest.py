"""`/downtimes/` by REST."""

from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hostops.accounts.models import Server
from tests.api.conftest import Signed
from tests.house import BEGAN, House
from tests.maintenance_availability.scene import DAY, HOUR, announced, down
from tests.tickets.cases import file

DOWNTIMES = "/api/v1/downtimes/"
HOUR_OF_TUESDAY = {"starts_at": "2026-03-10T16:00:00Z", "ends_at": "2026-03-10T17:00:00Z"}


def pointers(answer: Any) -> list[str]:
    return [error["pointer"] for error in answer.json()["errors"]]


def test_recorded_and_corrected(house: House, signed: Signed, tuesday: datetime) -> None:
    engineer = signed(house.engineer)
    made = engineer.post(DOWNTIMES, {"server": "WEB1", "cause": "Disk.", **HOUR_OF_TUESDAY}, format="json")
    assert made.status_code == 201
    first = made.json()
    assert first == {
        "id": first["id"], "server": "web1", "account": "harbor", "starts_at": "2026-03-10T16:00:00Z",
        "ends_at": "2026-03-10T17:00:00Z", "cause": "Disk.", "source": "hand", "window": None, "case": None,
        "exclusion": "", "exclusion_reason": "", "approved_by": None, "approved_at": None, "corrects": None,
        "corrected_by": None, "withdrawn": False, "reason": "", "recorded_by": "engineer",
        "recorded_at": "2026-03-10T17:00:00Z",
    }  # fmt: skip
    later = engineer.post(f"{made.headers['Location']}correct/", {"cause": "Network.", "reason": "Log."}, format="json")
    assert (later.status_code, later.json()["corrects"], later.json()["cause"]) == (201, first["id"], "Network.")
    assert engineer.get(later.headers["Location"]).json()["id"] == later.json()["id"]
    assert engineer.get(made.headers["Location"]).json()["corrected_by"] == later.json()["id"]
    again = engineer.post(f"{made.headers['Location']}correct/", {"cause": "x", "reason": "x"}, format="json")
    assert (again.status_code, "corrected by entry" in again.json()["detail"]) == (409, True)


def test_excluded_and_approved(house: House, signed: Signed, tuesday: datetime) -> None:
    where = f"{DOWNTIMES}{down(house, tuesday - HOUR, tuesday).pk}/"
    body = {"exclusion": "force_majeure", "reason": "A flood."}
    asked = signed(house.engineer).post(f"{where}exclude/", body, format="json")
    assert (asked.status_code, asked.json()["exclusion"], asked.json()["approved_at"]) == (201, "force_majeure", None)
    where = asked.headers["Location"]
    assert signed(house.engineer).post(f"{where}approve/").status_code == 403
    approved = signed(house.manager).post(f"{where}approve/").json()
    assert (approved["approved_by"], approved["corrects"]) == ("manager", asked.json()["id"])
    refused = signed(house.manager).post(
        f"{DOWNTIMES}{approved['id']}/refuse/", {"reason": "It was us."}, format="json"
    )
    assert (refused.status_code, refused.json()["exclusion"]) == (201, "")


def test_a_window_and_a_case_are_named(house: House, signed: Signed, tuesday: datetime) -> None:
    window = announced(house.server, tuesday - 2 * HOUR, tuesday)
    case = file(house, 3)
    engineer = signed(house.engineer)
    body = {"server": "web1", "cause": "Patches.", **HOUR_OF_TUESDAY}
    made = engineer.post(DOWNTIMES, {**body, "source": "window", "window": window.number.lower()}, format="json")
    assert made.json()["window"] == window.number
    made = engineer.post(DOWNTIMES, {**body, "source": "case", "case": case.number}, format="json")
    assert made.json()["case"] == case.number
    for wrong in ({"window": "SW-999999"}, {"window": f"SW-{10**25}"}, {"case": "HC-0"}, {"server": "web9"}):
        answer = engineer.post(DOWNTIMES, {**body, **wrong}, format="json")
        assert (answer.status_code, pointers(answer)) == (400, [f"/{next(iter(wrong))}"])


def test_a_name_of_several_accounts_needs_the_account(house: House, signed: Signed, tuesday: datetime) -> None:
    Server.objects.create(account=house.nordic, contract=house.nordic_contract, hostname="web1", registered_at=BEGAN)
    body = {"server": "web1", "cause": "x", **HOUR_OF_TUESDAY}
    engineer = signed(house.engineer)
    answer = engineer.post(DOWNTIMES, body, format="json")
    assert (answer.status_code, pointers(answer)) == (400, ["/server"])
    assert engineer.post(DOWNTIMES, {**body, "account": "nordic"}, format="json").json()["account"] == "nordic"


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"starts_at": "2026-03-10T18:00:00Z", "ends_at": None}, "/starts_at"),
        ({"ends_at": "2026-03-10T18:00:00Z"}, "/ends_at"),
        ({"ends_at": "2026-03-10T16:00:00Z"}, "/ends_at"),
        ({"starts_at": "2026-03-10T16:00:00"}, "/starts_at"),
        ({"source": "rumour"}, "/source"),
        ({"cause": ""}, "/cause"),
        ({"couse": "x"}, "/couse"),
    ],
)
def test_what_is_wrong_is_pointed_at(
    house: House, signed: Signed, tuesday: datetime, change: dict[str, Any], pointer: str
) -> None:
    body = {"server": "web1", "cause": "x", **HOUR_OF_TUESDAY, **change}
    answer = signed(house.engineer).post(DOWNTIMES, body, format="json")
    assert (answer.status_code, pointer in pointers(answer)) == (400, True)


def test_customers_read_their_own_and_record_nothing(house: House, signed: Signed, tuesday: datetime) -> None:
    row = down(house, tuesday - HOUR, tuesday)
    body = {"server": "web1", "cause": "x", **HOUR_OF_TUESDAY}
    for who in (house.holder, house.contact, house.viewer):
        client = signed(who)
        assert [one["id"] for one in client.get(DOWNTIMES).json()["results"]] == [row.pk]
        assert client.post(DOWNTIMES, body, format="json").status_code == 403
        assert client.post(f"{DOWNTIMES}{row.pk}/correct/", {"reason": "x"}, format="json").status_code == 403
    stranger = signed(house.stranger)
    assert stranger.get(DOWNTIMES).json()["results"] == []
    for step in ("", "correct/", "exclude/", "approve/", "refuse/"):
        where = f"{DOWNTIMES}{row.pk}/{step}"
        assert (stranger.post(where, {}, format="json") if step else stranger.get(where)).status_code == 404


def test_filters(house: House, signed: Signed, tuesday: datetime) -> None:
    old = down(house, tuesday - 20 * DAY, tuesday - 20 * DAY + HOUR, source="monitoring")
    new = down(house, tuesday - HOUR, None)
    other = down(house, tuesday - HOUR, tuesday, server=house.nordic_server)
    engineer = signed(house.engineer)
    for query, rows in [
        ({}, {old, new, other}),
        ({"account": "harbor"}, {old, new}),
        ({"server": "ERP1"}, {other}),
        ({"month": "2026-02"}, {old}),
        ({"month": "2026-03"}, {new, other}),
        ({"source": "monitoring"}, {old}),
        ({"since": "2026-03-01T00:00:00Z"}, {new, other}),
        ({"until": "2026-03-01T00:00:00Z"}, {old}),
        ({"current": "false"}, set()),
        ({"approved": "true"}, set()),
    ]:
        found = engineer.get(DOWNTIMES, query).json()["results"]
        assert {one["id"] for one in found} == {row.pk for row in rows}, query
    assert engineer.get(DOWNTIMES, {"month": "2026-3"}).status_code == 400


def test_the_list_costs_the_same_however_long(house: House, signed: Signed, tuesday: datetime) -> None:
    window = announced(house.server, tuesday - 2 * HOUR, tuesday)
    for _ in range(6):
        down(house, tuesday - HOUR, tuesday, source="window", window=window)
    client = signed(house.engineer)
    client.get(DOWNTIMES)
    with CaptureQueriesContext(connection) as caught:
        assert len(client.get(DOWNTIMES).json()["results"]) == 6
    assert len(caught) == 2  # the token with its person, the rows with all their names
