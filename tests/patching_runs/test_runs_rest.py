"""`/patching/runs/` by REST, as a person and as a tool use it."""

from datetime import datetime
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from maintenance.patching.models import PatchRun
from tests.api.conftest import Signed
from tests.house import House
from tests.maintenance.scene import SUNDAY, planned
from tests.patching.cases import released
from tests.patching_runs.scene import DAY, beside, planned_run, reported

RUNS = "/api/v1/patching/runs/"


def body(**more: Any) -> dict[str, Any]:
    given = {"platform": "linux", "title": "Weekly", "planned_at": "2026-03-20T20:00:00+01:00", "rings": [["erp1"]]}
    return {**given, **more}


def pointers(answer: Any) -> list[str]:
    return sorted(error["pointer"] for error in answer.json()["errors"])


def test_a_run_from_planning_to_its_end(house: House, signed: Signed, tuesday: datetime) -> None:
    beside(house, "erp2")
    release = released("linux", "6.1")
    planner, engineer = signed(house.planner), signed(house.engineer)
    rings = [["erp1"], ["nordic/erp2"]]
    made = planner.post(RUNS, body(rings=rings, releases=[release.number], external_id="w12"), format="json")
    shown = made.json()
    assert made.status_code == 201
    assert shown["counts"] == {"pending": 2, "done": 0, "failed": 0, "rolled_back": 0, "skipped": 0}
    assert [(ring["ring"], ring["stands"], ring["may_begin"]) for ring in shown["rings"]] == [
        (0, "waiting", False), (1, "held", False),
    ]  # fmt: skip
    assert shown["rings"][1]["why"] == ["erp1 is not patched yet"]
    assert (shown["number"], shown["window"], shown["releases"][0]["number"]) == (
        f"PR-{shown['id']}", None, release.number,
    )  # fmt: skip
    where = f"{RUNS}{shown['id']}/"
    started = engineer.post(f"{where}start/", {}, format="json", HTTP_IF_MATCH=made.headers["ETag"])
    assert (started.status_code, started.json()["state"]) == (200, "running")
    told = {"server": "erp1", "state": "done", "installed": [{"package": "openssl", "from": "3.0.1", "to": "3.0.2"}]}
    one = engineer.post(f"{where}results/", {"results": [told]}, format="json").json()
    assert one["rings"][1]["may_begin_at"] == "2026-03-11T17:00:00Z"
    ended = engineer.post(f"{where}finish/", {}, format="json").json()
    assert (ended["state"], ended["counts"]["skipped"]) == ("done", 1)
    rows = engineer.get(f"{where}results/").json()["results"]
    assert [(row["server"], row["ring"], row["state"]) for row in rows] == [("erp1", 0, "done"), ("erp2", 1, "skipped")]
    assert rows[0]["installed"] == [{"package": "openssl", "from": "3.0.1", "to": "3.0.2"}]
    assert engineer.post(f"{where}start/", {}, format="json").status_code == 409


def test_changed_and_cancelled(house: House, signed: Signed, tuesday: datetime) -> None:
    planner, run = signed(house.planner), planned_run(house)
    where = f"{RUNS}{run.pk}/"
    changed = planner.post(f"{where}change/", {"planned_at": "2026-03-21T20:00:00Z"}, format="json").json()
    assert (changed["planned_at"], changed["title"]) == ("2026-03-21T20:00:00Z", "Weekly patches")
    assert pointers(planner.post(f"{where}change/", {"impact": "outage"}, format="json")) == ["/window"]
    assert planner.post(f"{where}cancel/", {"reason": "Off."}, format="json").json()["state"] == "cancelled"


def test_what_is_wrong_is_pointed_at(house: House, signed: Signed, tuesday: datetime) -> None:
    planner, engineer = signed(house.planner), signed(house.engineer)
    assert pointers(planner.post(RUNS, body(impact="outage"), format="json")) == ["/window"]
    window = planned(house)
    away = body(impact="outage", window=window.number, planned_at="2026-03-20T20:00:00Z")
    assert pointers(planner.post(RUNS, away, format="json")) == ["/window"]
    inside = {**away, "planned_at": SUNDAY.isoformat()}
    assert planner.post(RUNS, inside, format="json").json()["window"] == window.number
    fresh = released("linux", "6.2")
    near = body(releases=[fresh.number], planned_at="2026-03-11T20:00:00Z")
    assert pointers(planner.post(RUNS, near, format="json")) == ["/reason"]
    assert pointers(planner.post(RUNS, body(rings=[["erp1"], ["nosuch"]]), format="json")) == ["/rings/1"]
    assert pointers(planner.post(RUNS, body(releases=["RL-999999"]), format="json")) == ["/releases/0"]
    assert pointers(planner.post(RUNS, body(platfrom="x"), format="json")) == ["/platfrom"]
    where = f"{RUNS}{planned_run(house).pk}/results/"
    future = {"results": [{"server": "erp1", "state": "done", "finished_at": "2030-01-01T00:00:00Z"}]}
    assert pointers(engineer.post(where, future, format="json")) == ["/results/0/finished_at"]
    odd = {"results": [{"server": "nosuch", "state": "odd"}]}
    assert pointers(engineer.post(where, odd, format="json")) == ["/results/0/server", "/results/0/state"]
    assert pointers(engineer.post(where, {"results": []}, format="json")) == ["/results"]


def test_a_script_tells_of_a_run_that_nobody_planned_and_may_repeat_itself(
    house: House, signed: Signed, tuesday: datetime
) -> None:
    engineer = signed(house.engineer)
    told = {
        "platform": "linux", "external_id": "ansible-7", "started_at": "2026-03-10T15:00:00Z",
        "results": [{"server": "erp1", "state": "done", "finished_at": "2026-03-10T16:00:00Z"}],
    }  # fmt: skip
    first, again = (engineer.post(f"{RUNS}record/", told, format="json") for _ in range(2))
    assert (first.status_code, first.json()["id"], first.json()["state"]) == (201, again.json()["id"], "done")
    assert first.headers["Location"].endswith(f"{RUNS}{first.json()['id']}/")
    assert PatchRun.objects.count() == 1


def test_customers_read_their_own_servers_alone(house: House, signed: Signed, tuesday: datetime) -> None:
    run = planned_run(house, [house.nordic_server], [house.server])
    theirs = planned_run(house)
    contact, stranger = signed(house.contact), signed(house.stranger)
    [row] = contact.get(RUNS).json()["results"]
    assert (row["id"], row["counts"]["pending"]) == (run.pk, 1)
    whole = contact.get(f"{RUNS}{run.pk}/").json()
    assert [ring["why"] for ring in whole["rings"]] == [[], []]
    assert [row["server"] for row in contact.get(f"{RUNS}{run.pk}/results/").json()["results"]] == ["web1"]
    assert contact.get(f"{RUNS}{theirs.pk}/").status_code == 404
    assert contact.get(f"{RUNS}{theirs.pk}/results/").status_code == 404
    assert contact.get(f"{RUNS}?server=erp1").json()["results"] == []
    assert contact.post(RUNS, body(), format="json").status_code == 403
    tell = {"results": [{"server": "erp1", "state": "done"}]}
    assert stranger.post(f"{RUNS}{run.pk}/results/", tell, format="json").status_code == 403
    assert contact.post(f"{RUNS}{theirs.pk}/start/", {}, format="json").status_code == 404


def test_filters_and_the_cost_of_a_list(house: House, signed: Signed, tuesday: datetime) -> None:
    engineer, window = signed(house.engineer), planned(house)
    runs = [planned_run(house, releases=[released("linux", f"6.{n}", tuesday - 5 * DAY)]) for n in range(5)]
    inside = planned_run(house, impact="outage", window=window, planned_at=SUNDAY)
    reported(house, runs[0], house.nordic_server)
    for query, expected in (
        (f"window={window.number}", [inside]),
        ("state=done", runs[:1]),
        (f"release={runs[1].releases.get().number}", runs[1:2]),
        ("account=harbor", []),
        ("server=ERP1&state=planned&until=2026-03-12T00:00:00Z&ordering=id", runs[1:]),
    ):
        rows = engineer.get(f"{RUNS}?{query}").json()["results"]
        assert [row["id"] for row in rows] == [run.pk for run in expected], query
    with CaptureQueriesContext(connection) as spent:
        engineer.get(RUNS)
    assert len(spent) <= 5


def test_results_of_another_state_than_the_one_that_was_seen(house: House, signed: Signed, tuesday: datetime) -> None:
    engineer, run = signed(house.engineer), planned_run(house)
    told, where = {"results": [{"server": "erp1", "state": "done"}]}, f"{RUNS}{run.pk}/results/"
    assert engineer.post(where, told, format="json", HTTP_IF_MATCH='"99"').status_code == 412
    seen = engineer.get(f"{RUNS}{run.pk}/").headers["ETag"]
    told_of = engineer.post(where, told, format="json", HTTP_IF_MATCH=seen)
    assert (told_of.status_code, told_of.headers["ETag"] == seen) == (200, False)
    assert told_of.headers["ETag"] == engineer.get(f"{RUNS}{run.pk}/").headers["ETag"]
