"""Runs told and listed by REST."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from backups.actions.hearing import runs_record
from backups.models import Hold, Run, Stray
from hostops.lib.now import now
from tests.api.conftest import Signed
from tests.backups_hearing.scene import NIGHT, Schedules, body, told
from tests.house import House

RUNS, BULK = "/api/v1/backups/runs/", "/api/v1/backups/runs/bulk/"


def test_a_run_is_told_once(house: House, schedules: Schedules, signed: Signed) -> None:
    client = signed(house.contact)
    first = client.post(RUNS, body(), format="json")
    assert first.status_code == 201
    shown = first.json()
    assert (shown["server"], shown["tier"], shown["account"]) == ("web1", "nightly_code", "harbor")
    assert shown["schedule"] == schedules["web1", "nightly_code"].number
    assert (shown["slot"], shown["expires_at"]) == ("2026-03-10T00:00:00Z", "2026-03-17T01:00:00Z")
    assert (shown["expired"], shown["hold"], shown["suspicious"]) == (False, None, None)
    again = client.post(RUNS, body(), format="json")
    assert (again.status_code, again.json()["id"]) == (200, shown["id"])
    assert client.get(first.headers["Location"]).json()["id"] == shown["id"]


def test_by_the_number_of_the_schedule(house: House, schedules: Schedules, signed: Signed) -> None:
    number = schedules["web1", "nightly_code"].number
    answer = signed(house.contact).post(RUNS, body(schedule=number, server=None, tier=None), format="json")
    assert (answer.status_code, answer.json()["schedule"]) == (201, number)


def test_other_figures_are_409_and_kept(house: House, schedules: Schedules, signed: Signed) -> None:
    client = signed(house.contact)
    client.post(RUNS, body(), format="json")
    answer = client.post(RUNS, body(bytes=7), format="json", headers={"Idempotency-Key": "k"})
    assert answer.status_code == 409
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert "bytes" in answer.json()["detail"]
    assert answer.json()["stray"] == Stray.objects.get().pk


@pytest.mark.parametrize("more", [{"server": "nosuch"}, {"tier": "nosuch"}, {"finished_at": "2026-03-10T18:00:00Z"}])
def test_what_fits_nowhere_is_202_and_kept(
    house: House, schedules: Schedules, signed: Signed, more: dict[str, str]
) -> None:
    answer = signed(house.contact).post(RUNS, body(**more), format="json")
    assert answer.status_code == 202
    assert answer.json()["stray"] == Stray.objects.get().pk
    assert answer.json()["detail"]


@pytest.mark.parametrize(
    ("more", "pointer"),
    [
        ({"status": "fine"}, "/status"),
        ({"finished_at": None}, "/finished_at"),
        ({"finished_at": "2026-03-10T01:00:00"}, "/finished_at"),
        ({"started_at": 5}, "/started_at"),
        ({"bytes": -1}, "/bytes"),
        ({"bytes": "12"}, "/bytes"),
        ({"bytes": True}, "/bytes"),
        ({"external_id": "x" * 201}, "/external_id"),
        ({"colour": "red"}, "/colour"),
        ({"schedule": "BK-1"}, ""),
        ({"server": None}, ""),
        ({"schedule": "HC-1", "server": None, "tier": None}, "/schedule"),
        ({"started_at": "2026-03-10T01:00:01Z"}, "/finished_at"),
    ],
)
def test_malformed_is_400_with_its_place(
    house: House, schedules: Schedules, signed: Signed, more: dict[str, object], pointer: str
) -> None:
    answer = signed(house.contact).post(RUNS, body(**more), format="json")
    assert answer.status_code == 400
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]
    assert not Run.objects.exists()


def test_a_viewer_may_not_tell(house: House, schedules: Schedules, signed: Signed) -> None:
    assert signed(house.viewer).post(RUNS, body(), format="json").status_code == 403
    assert signed(house.viewer).post(BULK, {"runs": [body()]}, format="json").status_code == 403


def test_many_are_answered_one_by_one(house: House, schedules: Schedules, signed: Signed) -> None:
    client = signed(house.contact)
    client.post(RUNS, body(), format="json")
    runs = [body(), body(bytes=7), body(external_id="b"), body(server="nosuch")]
    answer = client.post(BULK, {"runs": runs}, format="json")
    assert answer.status_code == 201
    shown = answer.json()
    assert [each["outcome"] for each in shown["results"]] == ["known", "differs", "created", "kept_aside"]
    counts = {name: shown[name] for name in ("created", "known", "filled", "differs", "kept_aside")}
    assert counts == {"created": 1, "known": 1, "filled": 0, "differs": 1, "kept_aside": 1}


def test_a_bare_list_will_do(house: House, schedules: Schedules, signed: Signed) -> None:
    client = signed(house.contact)
    assert client.post(BULK, [body()], format="json").status_code == 201
    assert client.post(BULK, [body()], format="json").status_code == 200
    assert client.post(BULK, [body(server="nosuch")], format="json").status_code == 202


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [({"status": "x"}, "/runs/1/status"), ({"started_at": "2026-03-10T02:00:00Z"}, "/runs/1/finished_at")],
)
def test_one_malformed_run_stores_none(
    house: House, schedules: Schedules, signed: Signed, wrong: dict[str, str], pointer: str
) -> None:
    runs = [body(), body(external_id="b", **wrong)]
    answer = signed(house.contact).post(BULK, {"runs": runs}, format="json")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["pointer"] == pointer
    assert not Run.objects.exists()


@pytest.mark.parametrize("content", [{}, {"runs": 3}, 3, "x", None])
def test_no_list_is_400(house: House, schedules: Schedules, signed: Signed, content: object) -> None:
    assert signed(house.contact).post(BULK, content, format="json").status_code == 400


@pytest.mark.parametrize("content", [[], {"runs": []}])
def test_an_empty_list_is_nothing(house: House, schedules: Schedules, signed: Signed, content: object) -> None:
    assert signed(house.contact).post(BULK, content, format="json").status_code == 200


def test_too_many_and_too_large(house: House, schedules: Schedules, signed: Signed, settings: object) -> None:
    settings.BACKUP_BULK_MAX_RUNS = 1  # type: ignore[attr-defined]
    settings.BACKUP_REPORT_MAX_BYTES = 1000  # type: ignore[attr-defined]
    client = signed(house.contact)
    assert client.post(BULK, [body(), body()], format="json").status_code == 400
    assert client.post(BULK, [body(message="x" * 1000)], format="json").status_code == 413


def test_a_hold_is_shown(house: House, schedules: Schedules, signed: Signed) -> None:
    client = signed(house.contact)
    run = Run.objects.get(pk=client.post(RUNS, body(), format="json").json()["id"])
    Hold.objects.create(run=run, kind="legal", reason="A case.", placed_by=house.engineer, placed_at=now())
    assert client.get(f"{RUNS}{run.pk}/").json()["hold"] == {"kind": "legal", "reason": "A case.", "until_at": None}


def test_filters_and_visibility(house: House, schedules: Schedules, signed: Signed) -> None:
    runs_record(
        actor=None,
        told=[
            told(schedules["web1", "nightly_code"]),
            told(schedules["web1", "nightly_database"], status="failed"),
            told(schedules["erp1", "daily"]),
        ],
    )
    engineer, contact = signed(house.engineer), signed(house.contact)
    assert len(engineer.get(RUNS).json()["results"]) == 3
    assert {run["account"] for run in contact.get(RUNS).json()["results"]} == {"harbor"}
    number = schedules["web1", "nightly_code"].number
    for query, expected in (
        (f"schedule={number}", 1),
        ("server=WEB1", 2),
        ("tier=daily", 1),
        ("account=nordic", 1),
        ("status=failed", 1),
        ("external_id=a1", 3),
        ("suspicious=true", 0),
        (f"since={NIGHT:%Y-%m-%dT%H:%M:%SZ}", 3),
        (f"until={NIGHT:%Y-%m-%dT%H:%M:%SZ}", 0),
    ):
        assert len(engineer.get(f"{RUNS}?{query}").json()["results"]) == expected, query
    assert engineer.get(f"{RUNS}?schedule=12").status_code == 400


def test_a_list_costs_the_same_however_long(house: House, schedules: Schedules, signed: Signed) -> None:
    client = signed(house.engineer)
    schedule = schedules["web1", "nightly_code"]
    costs = []
    for number in (1, 10):
        runs_record(actor=None, told=[told(schedule, external_id=f"{number}-{each}") for each in range(number)])
        with CaptureQueriesContext(connection) as queries:
            client.get(RUNS)
        costs.append(len(queries))
    # who calls, that the token is in use, the runs, their holds
    assert costs[1] <= costs[0] <= 4


def test_many_schedules_cost_as_many_statements_as_one(house: House, schedules: Schedules) -> None:
    costs = []
    for number, chosen in enumerate((list(schedules.values())[:1], list(schedules.values()))):
        with CaptureQueriesContext(connection) as queries:
            runs_record(actor=None, told=[told(schedule, external_id=f"n{number}") for schedule in chosen])
        costs.append(len(queries))
    assert costs[1] <= costs[0] + 2
