"""`/freezes/` by REST."""

from datetime import datetime
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from maintenance.scope import Scope
from tests.api.conftest import Signed
from tests.house import House
from tests.maintenance_freezes.scene import frozen

FREEZES = "/api/v1/freezes/"
BODY = {"starts_at": "2026-04-17T08:00:00+02:00", "ends_at": "2026-04-20T08:00:00+02:00", "reason": "Year's end."}


def pointers(answer: Any) -> list[str]:
    return [error["pointer"] for error in answer.json()["errors"]]


def test_a_freeze_from_setting_to_lifting(house: House, signed: Signed, tuesday: datetime) -> None:
    planner = signed(house.planner)
    made = planner.post(FREEZES, {**BODY, "scope": {"servers": ["web1"]}}, format="json")
    shown = made.json()
    assert (made.status_code, shown) == (
        201,
        {
            "id": shown["id"], "number": f"FR-{shown['id']}", "starts_at": "2026-04-17T06:00:00Z",
            "ends_at": "2026-04-20T06:00:00Z", "state": "ahead", "reason": "Year's end.", "all": False, "accounts": [],
            "servers": ["harbor/web1"], "set_by": house.planner.display_name, "set_at": "2026-03-10T17:00:00Z",
            "lifted_by": None, "lifted_at": None, "lifted_reason": "", "version": 1,
        },
    )  # fmt: skip
    where = made.headers["Location"]
    lifted = planner.post(f"{where}lift/", {"reason": "Off."}, format="json", HTTP_IF_MATCH=made.headers["ETag"])
    assert (lifted.status_code, lifted.json()["state"]) == (200, "lifted")
    assert planner.post(f"{where}lift/", {"reason": "Off."}, format="json").status_code == 409


def test_what_is_wrong_is_pointed_at(house: House, signed: Signed, tuesday: datetime) -> None:
    planner = signed(house.planner)
    backwards = {**BODY, "ends_at": BODY["starts_at"], "scope": {"all": True}}
    assert pointers(planner.post(FREEZES, backwards, format="json")) == ["/ends_at"]
    assert pointers(planner.post(FREEZES, {**BODY, "scope": {}}, format="json")) == ["/scope"]


def test_customers_read_what_touches_them(house: House, signed: Signed, tuesday: datetime) -> None:
    frozen(house, Scope(accounts=[house.harbor, house.nordic]))
    theirs = frozen(house, Scope(accounts=[house.nordic]))
    contact = signed(house.contact)
    [row] = contact.get(FREEZES).json()["results"]
    assert row["accounts"] == ["harbor"]
    assert contact.get(f"{FREEZES}{theirs.pk}/").status_code == 404
    assert contact.post(FREEZES, {**BODY, "scope": {"all": True}}, format="json").status_code == 403
    assert contact.post(f"{FREEZES}{row['id']}/lift/", {"reason": "No."}, format="json").status_code == 403


def test_filters_and_the_cost_of_a_list(house: House, signed: Signed, tuesday: datetime) -> None:
    planner = signed(house.planner)
    for _ in range(4):
        frozen(house, Scope(servers=[house.server, house.nordic_server]))
    assert planner.get(f"{FREEZES}?state=running").json()["results"] == []
    with CaptureQueriesContext(connection) as spent:
        rows = planner.get(f"{FREEZES}?state=ahead&limit=10").json()["results"]
    assert (len(rows), len(spent) <= 6) == (4, True)
