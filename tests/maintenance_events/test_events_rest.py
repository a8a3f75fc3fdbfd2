"""`/events/` by REST."""

from datetime import datetime
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.api.conftest import Signed
from tests.house import House
from tests.maintenance_events.scene import DAY, event, planned

EVENTS = "/api/v1/events/"
SALE = {"title": "Spring sale", "starts_at": "2026-03-30T08:00:00+02:00", "ends_at": "2026-03-30T20:00:00+02:00"}


def pointers(answer: Any) -> list[str]:
    return [error["pointer"] for error in answer.json()["errors"]]


def test_an_event_from_filing_to_withdrawal(house: House, signed: Signed, tuesday: datetime) -> None:
    contact, planner = signed(house.contact), signed(house.planner)
    made = contact.post(EVENTS, {**SALE, "servers": ["WEB1"]}, format="json")
    assert made.status_code == 201
    shown = made.json()
    assert shown == {
        "id": shown["id"], "number": f"EV-{shown['id']}", "account": "harbor", "title": "Spring sale", "needs": "",
        "starts_at": "2026-03-30T06:00:00Z", "ends_at": "2026-03-30T18:00:00Z", "servers": ["web1"], "state": "ahead",
        "filed_by": "harbor-contact", "filed_at": "2026-03-10T17:00:00Z", "filed_late": False, "answer": "",
        "answered_by": None, "answered_at": None, "withdrawn_at": None, "clashes": [], "version": 1,
    }  # fmt: skip
    where = made.headers["Location"]
    answered = planner.post(f"{where}answer/", {"answer": "Two more servers."}, format="json").json()
    assert (answered["answer"], answered["answered_by"], answered["version"]) == ("Two more servers.", "planner", 2)
    stale = contact.post(f"{where}change/", {"title": "x"}, format="json", HTTP_IF_MATCH=made.headers["ETag"])
    assert stale.status_code == 412
    changed = contact.post(f"{where}change/", {"title": "Sale", "servers": []}, format="json").json()
    assert (changed["title"], changed["servers"], changed["answer"]) == ("Sale", [], "")
    assert contact.post(f"{where}withdraw/").json()["state"] == "withdrawn"
    assert contact.post(f"{where}withdraw/").status_code == 409


def test_staff_name_the_account(house: House, signed: Signed, tuesday: datetime) -> None:
    planner = signed(house.planner)
    assert pointers(planner.post(EVENTS, SALE, format="json")) == ["/account"]
    made = planner.post(EVENTS, {**SALE, "account": "nordic", "servers": ["erp1"]}, format="json")
    assert (made.status_code, made.json()["account"]) == (201, "nordic")
    wrong = planner.post(EVENTS, {**SALE, "account": "nordic", "servers": ["web1"]}, format="json")
    assert (wrong.status_code, pointers(wrong)) == (400, ["/servers"])


def test_a_customer_files_for_nobody_else(house: House, signed: Signed, tuesday: datetime) -> None:
    answer = signed(house.contact).post(EVENTS, {**SALE, "account": "nordic"}, format="json")
    assert (answer.status_code, pointers(answer)) == (400, ["/account"])
    assert signed(house.viewer).post(EVENTS, SALE, format="json").status_code == 403
    assert signed(house.engineer).post(EVENTS, {**SALE, "account": "harbor"}, format="json").status_code == 403


def test_what_is_wrong_is_pointed_at(house: House, signed: Signed, tuesday: datetime) -> None:
    contact = signed(house.contact)
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"ends_at": "2026-03-30T06:00:00Z"}, "/ends_at"), ({"starts_at": "2026-03-10T17:00:00Z"}, "/starts_at"),
        ({"title": ""}, "/title"), ({"starts_at": "2026-03-30"}, "/starts_at"), ({"servers": ["erp1"]}, "/servers"),
    ]  # fmt: skip
    for change, pointer in wrong:
        answer = contact.post(EVENTS, {**SALE, **change}, format="json")
        assert (answer.status_code, pointers(answer)) == (400, [pointer])


def test_a_stranger_finds_none(house: House, signed: Signed, tuesday: datetime) -> None:
    made = event(house, tuesday)
    stranger = signed(house.stranger)
    assert stranger.get(EVENTS).json()["results"] == []
    for step in ("", "change/", "withdraw/", "answer/"):
        where = f"{EVENTS}{made.pk}/{step}"
        assert (stranger.post(where, {}, format="json") if step else stranger.get(where)).status_code == 404


def test_filters(house: House, signed: Signed, tuesday: datetime) -> None:
    late, far = event(house, tuesday, days=3), event(house, tuesday, days=60, servers=[house.server])
    theirs = event(house, tuesday, days=30, actor=house.stranger)
    planner = signed(house.planner)
    for query, events in [
        ({}, {late, far, theirs}), ({"account": "harbor"}, {late, far}), ({"late": "true"}, {late}),
        ({"server": "web1"}, {late, far}), ({"server": "new1"}, {late}), ({"answered": "true"}, set()),
        ({"since": "2026-04-01T00:00:00Z"}, {far, theirs}), ({"until": "2026-04-01T00:00:00Z"}, {late}),
        ({"state": "ahead"}, {late, far, theirs}), ({"state": "over"}, set()),
    ]:  # fmt: skip
        found = planner.get(EVENTS, query).json()["results"]
        assert {one["id"] for one in found} == {one.pk for one in events}, query
    assert planner.get(EVENTS, {"state": "gone"}).status_code == 400


def test_clashes_stand_beside_and_cost_the_same_however_many(house: House, signed: Signed, tuesday: datetime) -> None:
    window = planned(tuesday + 20 * DAY)
    for _ in range(6):
        event(house, tuesday)
    client = signed(house.planner)
    found = client.get(EVENTS).json()["results"]
    assert {clash["window"] for one in found for clash in one["clashes"]} == {window.number}
    with CaptureQueriesContext(connection) as caught:
        client.get(EVENTS)
    assert len(caught) == 6  # token, events, their servers; windows, their scopes, the accounts' servers
