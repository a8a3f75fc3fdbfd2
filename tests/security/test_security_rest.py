"""`/api/v1/security/`: whatever a person can do in the browser, by the same actions."""

from datetime import datetime
from typing import Any

import pytest

from maintenance.security.models import SecurityResponse
from tests.api.conftest import Signed
from tests.house import House
from tests.security.scene import acted, announced, blocked, code, opened, shut, worked

pytestmark = pytest.mark.django_db
API = "/api/v1/security/"


def test_a_responses_life(house: House, signed: Signed, tuesday: datetime) -> None:
    engineer = signed(house.engineer)
    body: dict[str, Any] = {"kind": "finding", "title": "Port", "risk": "Open.", "scope": {"servers": ["web1"]}}
    made = engineer.post(f"{API}responses/", body, format="json")
    assert made.status_code == 201
    url = made["Location"]
    assert (made.data["state"], made.data["servers"]) == ("open", ["harbor/web1"])
    assert made.data["affected"][0]["account"] == "harbor"
    first = {"acted_reason": "zero_day", "action": "Closed.", "acted_at": "2026-03-10T16:00:00Z"}
    assert engineer.post(f"{url}act/", first, format="json").data["notice_due_at"] == "2026-03-11T16:00:00Z"
    told = engineer.post(f"{url}notify/", {"words": "Closed."}, format="json").data
    assert told["notices"][0]["words"] == "Closed."
    engineer.post(f"{url}tell/", {"account": "harbor", "how": "By telephone"}, format="json")
    wider = engineer.post(f"{url}widen/", {"scope": {"servers": ["erp1"]}}, format="json").data
    assert wider["servers"] == ["harbor/web1", "nordic/erp1"]
    refused = engineer.post(f"{url}close/", {"outcome": "Done."}, format="json")
    assert (refused.status_code, "notify" in refused.json()["detail"]) == (409, True)


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"scope": {"servers": ["nothere"]}}, "/scope/servers"),
        ({"code": "CC-9"}, "/code"),
        ({}, "/servers"),
        ({"scope": {"servers": ["web1"]}, "advisory": "none"}, "/advisory"),
        ({"scope": {"servers": ["web1"]}, "acted_reason": "hurry", "action": "x"}, "/acted_reason"),
    ],
)
def test_what_is_wrong_is_pointed_at(
    house: House, signed: Signed, tuesday: datetime, body: dict[str, Any], pointer: str
) -> None:
    whole = {"kind": "finding", "title": "Port", "risk": "Open.", **body}
    answer = signed(house.engineer).post(f"{API}responses/", whole, format="json")
    assert answer.status_code == 400
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]
    assert not SecurityResponse.objects.exists()


def test_an_old_version_is_refused(house: House, signed: Signed, tuesday: datetime) -> None:
    engineer, url = signed(house.engineer), f"{API}responses/{opened(house).pk}/"
    tag = engineer.get(url)["ETag"]
    assert engineer.post(f"{url}notify/", {}, format="json", HTTP_IF_MATCH=tag).status_code == 200
    assert engineer.post(f"{url}close/", {"outcome": "x"}, format="json", HTTP_IF_MATCH=tag).status_code == 412


def test_code_labour_and_shutdowns(house: House, signed: Signed, tuesday: datetime) -> None:
    engineer, contact = signed(house.engineer), signed(house.contact)
    body = {"account": "harbor", "name": "Booking", "maintained": True, "server": "web1"}
    made = engineer.post(f"{API}code/", body, format="json").data
    on = {"kind": "finding", "title": "Form", "risk": "Open.", "code": made["number"]}
    response = engineer.post(f"{API}responses/", on, format="json")
    given = {"worked_at": "2026-03-10T09:00:00-07:00", "time": "PT50M", "description": "Mended."}
    line = engineer.post(f"{response['Location']}labour/", given, format="json")
    assert (line.status_code, line.data["amount"], line.data["billed"]) == (201, "95.00", "PT1H")
    assert contact.get(f"{API}labour/").json()["results"][0]["amount"] is None
    assert signed(house.holder).get(f"{API}labour/").json()["results"][0]["amount"] == "95.00"
    assert engineer.post(f"{line['Location']}withdraw/", {"reason": "Twice."}, format="json").status_code == 200
    other = {"maintained": False, "server": None, "reason": "The contract ended."}
    assert engineer.post(f"{API}code/{made['id']}/change/", other, format="json").data["server"] is None
    shutdown = engineer.post(f"{response['Location']}shut-down/", {"reason": "Nobody mends it."}, format="json")
    assert shutdown.status_code == 201
    answered = contact.post(f"{shutdown['Location']}answer/", {"answer": "Gone."}, format="json")
    assert (answered.status_code, answered.data["lifted_reason"]) == (200, "The customer answered.")
    assert contact.post(f"{shutdown['Location']}lift/", {"reason": "x"}, format="json").status_code == 403
    assert engineer.post(f"{API}code/{made['id']}/retire/", {"reason": "Off."}, format="json").status_code == 200


def test_tests_and_blocks(house: House, signed: Signed, tuesday: datetime) -> None:
    engineer, contact = signed(house.engineer), signed(house.contact)
    body = {
        "tester": "Red Team", "ranges": ["203.0.113.0/24"], "servers": ["web1"],
        "starts_at": "2026-03-11T09:00:00Z", "ends_at": "2026-03-12T09:00:00Z",
    }  # fmt: skip
    test = contact.post(f"{API}tests/", body, format="json")
    assert (test.status_code, test.data["state"]) == (201, "ahead")
    wrong = contact.post(f"{API}tests/", {**body, "ranges": ["203.0.113.1/24"]}, format="json").json()
    assert (wrong["errors"][0]["pointer"], "203.0.113.0/24" in wrong["errors"][0]["detail"]) == ("/ranges", True)
    given = {"range": "203.0.113.9", "reason": "Too loud.", "test": test.data["number"]}
    block = engineer.post(f"{API}blocks/", given, format="json")
    assert (block.status_code, block.data["account"], block.data["state"]) == (201, "harbor", "standing")
    assert contact.get(f"{API}tests/{test.data['id']}/").data["blocks"] == [block.data["number"]]
    assert len(contact.get(f"{API}blocks/?address=203.0.113.9&state=standing").json()["results"]) == 1
    assert contact.get(f"{API}blocks/?address=nowhere").status_code == 400
    assert engineer.post(f"{block['Location']}lift/", {"reason": "Calm."}, format="json").data["state"] == "over"
    assert contact.post(f"{test['Location']}withdraw/", {"reason": "Off."}, format="json").status_code == 200


def test_a_stranger_finds_nothing(house: House, signed: Signed, tuesday: datetime) -> None:
    line = worked(house, opened(house, code=code(house)))
    rows = {
        "responses": acted(house).pk, "code": line.code_id, "labour": line.pk,
        "shutdowns": shut(house, name="Other").pk, "tests": announced(house).pk, "blocks": blocked(house).pk,
    }  # fmt: skip
    stranger = signed(house.stranger)
    for name, pk in rows.items():
        assert stranger.get(f"{API}{name}/").json()["results"] == []
        assert stranger.get(f"{API}{name}/{pk}/").status_code == 404


def test_of_a_shared_response_a_customer_reads_its_own_part(house: House, signed: Signed, tuesday: datetime) -> None:
    response = acted(house, servers=[house.server, house.nordic_server])
    shown = signed(house.contact).get(f"{API}responses/{response.pk}/").data
    assert (shown["servers"], [row["account"] for row in shown["affected"]]) == (["harbor/web1"], ["harbor"])
