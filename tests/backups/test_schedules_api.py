"""`/backups/schedules/` and `/backups/slots/`: what is promised, and how it stands, to whom it may concern."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hostops.lib.now import moved_to
from tests.api.conftest import Signed
from tests.backups.house import DAY, HARBORS, HOUR, NORDICS, Schedules, backed_up, ran
from tests.house import House

SLOT = datetime(2026, 3, 11, 0, 0, tzinfo=UTC)
SCHEDULES, SLOTS = "/api/v1/backups/schedules/", "/api/v1/backups/slots/"


@pytest.fixture
def kept(house: House, tuesday: datetime) -> Schedules:
    return backed_up(house)


def results(answer: Any) -> list[dict[str, Any]]:
    assert answer.status_code == 200, answer.content
    found: list[dict[str, Any]] = answer.json()["results"]
    return found


def test_each_sees_the_schedules_of_its_own_servers(house: House, kept: Schedules, signed: Signed) -> None:
    assert {row["tier"] for row in results(signed(house.viewer).get(SCHEDULES))} == set(HARBORS)
    assert {row["tier"] for row in results(signed(house.stranger).get(SCHEDULES))} == set(NORDICS)
    assert len(results(signed(house.engineer).get(SCHEDULES))) == len(HARBORS) + len(NORDICS)


def test_a_schedule_says_its_promise_and_its_slot(house: House, kept: Schedules, signed: Signed) -> None:
    number = kept["web1", "nightly_database"].number
    found = signed(house.contact).get(f"{SCHEDULES}{number}/").json()
    assert (found["number"], found["server"], found["account"], found["ended_at"]) == (number, "web1", "harbor", None)
    promise = found["promise"]
    assert promise["clause"] == "itpdx:5g"
    assert (promise["retention"], promise["time_of_day"], promise["timezone"]) == ("P7D", "02:00", "Europe/Berlin")
    assert promise["best_effort"]
    assert found["terms"] == [promise]
    assert found["clock"]["slot"] == "2026-03-11T01:00:00Z"
    assert (found["clock"]["due_at"], found["clock"]["state"]) == ("2026-03-11T07:00:00Z", "pending")


def test_it_is_found_by_number_and_by_id(house: House, kept: Schedules, signed: Signed) -> None:
    pk = kept["web1", "nightly_code"].pk
    client = signed(house.engineer)
    assert {client.get(f"{SCHEDULES}{name}/").json()["id"] for name in (f"BK-{pk}", f"bk-{pk}", pk)} == {pk}
    assert {client.get(f"{SCHEDULES}{name}/").status_code for name in ("BK-0", "SW-1", "x", "9" * 30)} == {404}


def test_what_is_occasional_has_no_clock(house: House, kept: Schedules, signed: Signed) -> None:
    [row] = results(signed(house.contact).get(SCHEDULES, {"cadence": "occasional"}))
    assert (row["tier"], row["clock"], row["promise"]["grace"]) == ("occasional_code", None, None)


def test_schedules_by_field(house: House, kept: Schedules, signed: Signed) -> None:
    client = signed(house.engineer)
    assert len(results(client.get(SCHEDULES, {"server": "ERP1"}))) == len(NORDICS)
    assert len(results(client.get(SCHEDULES, {"account": "harbor", "tier": "nightly_code"}))) == 1
    assert results(client.get(SCHEDULES, {"ended": "true"})) == []
    assert results(signed(house.contact).get(SCHEDULES, {"account": "nordic"})) == []


def test_a_list_of_schedules_costs_as_much_as_one(house: House, kept: Schedules, signed: Signed) -> None:
    client = signed(house.engineer)
    client.get(SCHEDULES)
    with CaptureQueriesContext(connection) as one:
        client.get(SCHEDULES, {"limit": 1})
    with CaptureQueriesContext(connection) as all_of_them:
        client.get(SCHEDULES)
    assert len(one) == len(all_of_them) <= 7


def test_slots_as_they_stood(house: House, kept: Schedules, signed: Signed) -> None:
    with moved_to(SLOT + 2 * DAY):
        run = ran(kept["erp1", "daily"], SLOT + 5 * HOUR)
        query: dict[str, Any] = {
            "from": SLOT.isoformat(),
            "until": (SLOT + 3 * DAY).isoformat(),
            "server": "erp1",
            "tier": "daily",
        }
        late, missed, pending = results(signed(house.stranger).get(SLOTS, query))
        earlier = results(signed(house.stranger).get(SLOTS, query | {"at": (SLOT + HOUR).isoformat()}))
    assert late == {
        "server": "erp1",
        "account": "nordic",
        "tier": "daily",
        "schedule": kept["erp1", "daily"].number,
        "slot": "2026-03-11T00:00:00Z",
        "due_at": "2026-03-11T04:00:00Z",
        "until": "2026-03-12T00:00:00Z",
        "state": "late",
        "late": "came_late",
        "suspicious": False,
        "run": run.pk,
        "finished_at": "2026-03-11T05:00:00Z",
        "quiet_by": None,
    }
    assert (missed["state"], missed["run"], pending["state"]) == ("missed", None, "pending")
    assert {slot["state"] for slot in earlier} == {"pending"}


def test_slots_of_one_state(house: House, kept: Schedules, signed: Signed) -> None:
    with moved_to(SLOT + DAY):
        found = results(signed(house.engineer).get(SLOTS, {"state": "missed"}))
    assert {(slot["server"], slot["tier"]) for slot in found} == {
        ("web1", "nightly_code"), ("web1", "nightly_database"), ("erp1", "daily"), ("erp1", "snapshot")
    }  # fmt: skip


def test_pages_of_slots_hold_each_once(house: House, kept: Schedules, signed: Signed) -> None:
    client, found, where = signed(house.engineer), [], f"{SLOTS}?limit=7&from=2026-03-10T00:00:00Z"
    with moved_to(SLOT + 9 * DAY):
        whole = results(client.get(f"{SLOTS}?limit=200&from=2026-03-10T00:00:00Z"))
        while where:
            page = client.get(where).json()
            found += page["results"]
            where = page["next"]
    assert found == whole
    assert len(whole) > 40


def test_foreign_slots_are_none(house: House, kept: Schedules, signed: Signed) -> None:
    client = signed(house.stranger)
    assert results(client.get(SLOTS, {"server": "web1"})) == []
    assert results(client.get(SLOTS, {"account": "harbor"})) == []
    assert results(client.get(SLOTS, {"server": house.server.pk})) == []


@pytest.mark.parametrize(
    "query",
    [
        {"from": "2026-03-10T00:00:00Z", "until": "2026-03-10T00:00:00Z"},
        {"from": "2025-03-10T00:00:00Z", "until": "2026-03-10T00:00:00Z"},
        {"from": "yesterday"},
        {"from": "2026-03-10T00:00:00"},
        {"state": "good"},
        {"cursor": "x"},
        {"limit": "0"},
        {"sever": "web1"},
    ],
)
def test_a_wrong_question_is_refused(house: House, kept: Schedules, signed: Signed, query: dict[str, str]) -> None:
    answer = signed(house.engineer).get(SLOTS, query)
    assert answer.status_code == 400
    assert answer.json()["errors"]


def test_a_year_is_asked_of_one_server(house: House, kept: Schedules, signed: Signed) -> None:
    query: dict[str, Any] = {
        "from": "2025-03-12T00:00:00Z",
        "until": "2026-03-12T00:00:00Z",
        "server": house.nordic_server.pk,
    }
    assert len(results(signed(house.engineer).get(SLOTS, query))) == 2


def test_slots_cost_the_same_however_many(house: House, kept: Schedules, signed: Signed) -> None:
    client = signed(house.engineer)
    client.get(SLOTS)
    with CaptureQueriesContext(connection) as one:
        client.get(SLOTS, {"server": "erp1", "tier": "daily", "at": (SLOT + 20 * DAY).isoformat()})
    with CaptureQueriesContext(connection) as all_of_them:
        client.get(SLOTS, {"limit": "200", "at": (SLOT + 20 * DAY).isoformat()})
    assert len(all_of_them) <= len(one) + 1 <= 11
