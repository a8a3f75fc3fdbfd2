"""`/patching/platforms/`, `duties/`, `owed/`: what is promised, by when and why, to whom it may concern."""

from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hostops.lib.now import moved_to
from maintenance.patching.models import PatchOwed
from tests.api.conftest import Signed
from tests.house import House
from tests.patching.cases import done, exploited, ran, released
from tests.patching.scene import Patched, patched
from tests.patching.test_releases import DAY, within

ROOT = "/api/v1/patching/"
CVE = "CVE-2026-1234"


@pytest.fixture
def scene(house: House, tuesday: datetime) -> Patched:
    within(house, "P30D")
    return patched(house)


def results(answer: Any) -> list[dict[str, Any]]:
    assert answer.status_code == 200, answer.content
    found: list[dict[str, Any]] = answer.json()["results"]
    return found


def test_platforms_tell_the_cadence_and_the_contracts_own_limit(house: House, scene: Patched, signed: Signed) -> None:
    rows = {row["name"]: row for row in results(signed(house.stranger).get(f"{ROOT}platforms/"))}
    assert set(rows) == {"linux", "windows", "powervs", "openshift", "checkpoint"}
    linux = rows["linux"]
    assert (linux["cadence"], linux["timezone"], linux["servers"]) == ("iso_week", "Europe/Stockholm", 1)
    assert (linux["plan_minimum"], linux["plan_maximum"], linux["security_within"]) == ("P3D", "P30D", "P30D")
    assert linux["period"] == {
        "name": "2026-W11", "starts_at": "2026-03-08T23:00:00Z", "ends_at": "2026-03-15T23:00:00Z",
    }  # fmt: skip
    checkpoint = rows["checkpoint"]
    assert (checkpoint["minor"], checkpoint["major_planned"], checkpoint["period"]) == ("P14D", "P1M", None)
    assert results(signed(house.viewer).get(f"{ROOT}platforms/")) == []


def test_each_sees_the_duties_of_its_own_servers(house: House, scene: Patched, signed: Signed) -> None:
    assert results(signed(house.viewer).get(f"{ROOT}duties/")) == []
    assert len(results(signed(house.stranger).get(f"{ROOT}duties/"))) == 5
    [row] = results(signed(house.engineer).get(f"{ROOT}duties/", {"platform": "linux"}))
    assert (row["server"], row["clause"], row["period"]["name"]) == ("erp1", "iptor:4b", "2026-W11")
    assert (row["clock"]["state"], row["clock"]["due_at"]) == ("running", "2026-03-15T23:00:00Z")


def test_they_are_found_by_number_and_by_id(house: House, scene: Patched, signed: Signed) -> None:
    pk = scene.duties["erp1"].pk
    client = signed(house.stranger)
    assert {client.get(f"{ROOT}duties/{name}/").json()["id"] for name in (f"PD-{pk}", f"pd-{pk}", pk)} == {pk}
    assert {client.get(f"{ROOT}duties/{name}/").status_code for name in ("PD-0", "PO-1", "x", "9" * 30)} == {404}
    assert signed(house.viewer).get(f"{ROOT}duties/{pk}/").status_code == 404


def test_what_is_owed_tells_every_promise_that_asks_for_it(house: House, scene: Patched, signed: Signed) -> None:
    released("openshift", "4.16.3", security=True, cves=[CVE])
    exploited(CVE, date(2026, 3, 20))
    [row] = results(signed(house.stranger).get(f"{ROOT}owed/", {"what": "release"}))
    found = signed(house.stranger).get(f"{ROOT}owed/{row['number']}/").json()
    assert (found["because"], found["cause"], found["due_at"]) == ("kev", CVE, "2026-03-20T23:00:00Z")
    told = [(one["because"], one["at"], one["clause"], one["binds"]) for one in found["reasons"]]
    assert told == [
        ("kev", "2026-03-20T23:00:00Z", "", True),
        ("cadence", "2026-03-31T22:00:00Z", "iptor:4d", False),
        ("contract", "2026-04-09T16:00:00Z", "iptor:5c", False),
    ]


def test_a_period_tells_its_clause(house: House, scene: Patched, signed: Signed) -> None:
    (week,) = scene.owed("erp1")
    found = signed(house.stranger).get(f"{ROOT}owed/{week.number}/").json()
    (reason,) = found["reasons"]
    assert reason["words"] == "The cadence: patched once in every week; 2026-W11 ends then"
    assert (reason["clause"], reason["binds"], found["state"]) == ("iptor:4b", True, "open")


def test_states_are_filtered(house: House, scene: Patched, signed: Signed) -> None:
    done(ran([scene.servers["erp1"]], "linux"))
    with moved_to(scene.owed("erp1")[0].due_at + DAY):
        client = signed(house.engineer)
        rows = {state: results(client.get(f"{ROOT}owed/", {"state": state})) for state in ("on_time", "late", "open")}
    servers = {state: [row["server"] for row in found] for state, found in rows.items()}
    assert servers == {"on_time": ["erp1"], "late": ["win1"], "open": ["ocp1"]}
    assert rows["on_time"][0]["run"].startswith("PR-")
    assert signed(house.engineer).get(f"{ROOT}owed/", {"state": "green"}).status_code == 400


@pytest.mark.parametrize(("name", "most"), [("platforms", 6), ("duties", 7), ("owed", 6)])
def test_a_list_costs_the_same_however_long(house: House, scene: Patched, signed: Signed, name: str, most: int) -> None:
    client = signed(house.engineer)
    client.get(f"{ROOT}{name}/")
    with CaptureQueriesContext(
        connection,
    ) as few:
        results(client.get(f"{ROOT}{name}/"))
    for version in ("R81.20", "R81.30", "R82"):
        released("checkpoint", version)
    assert PatchOwed.objects.count() == 6
    with CaptureQueriesContext(connection) as many:
        results(client.get(f"{ROOT}{name}/"))
    assert len(few) == len(many) <= most
