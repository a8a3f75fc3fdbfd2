"""Exceptions, remarks, daily checks and restore tests by REST."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from backups.daily import checks_open
from backups.models import DayCheck
from backups.trials import trials_follow
from hostops.accounts.models import Server
from hostops.lib.now import moved_to
from hostops.policies.models import PolicyVersion
from tests.api.conftest import Signed
from tests.backups_book.scene import HOUR, SLOT, kept, ran, scheduled
from tests.house import House

BASE = "/api/v1/backups/"
EXCEPTIONS, REMARKS, CHECKS, TESTS = (f"{BASE}{name}/" for name in ("exceptions", "remarks", "checks", "restore-tests"))
MORNING = datetime(2026, 3, 11, 7, tzinfo=UTC)


def pointers(answer: Any) -> list[str]:
    return [error["pointer"] for error in answer.json()["errors"]]


def test_an_exception(house: House, iptor: PolicyVersion, signed: Signed, tuesday: datetime) -> None:
    schedule = scheduled(house.nordic_server, iptor)
    run = ran(schedule, SLOT + HOUR, "failed", message="disk full")
    told = signed(house.engineer).get(EXCEPTIONS).json()
    assert told["counts"]["broken"] == told["counts"]["failed"] == told["counts"]["owed_words"] == 1
    assert told["counts"]["missed"] == 0
    assert told["results"] == [
        {
            "schedule": schedule.number, "server": "erp1", "account": "nordic", "tier": "daily",
            "title": "Daily incremental backup", "slot": "2026-03-10T00:00:00Z", "at": "2026-03-10T04:00:00Z",
            "due_at": "2026-03-10T04:00:00Z", "came_at": None, "state": "failed", "states": ["failed"], "late": "",
            "answered": False, "closed": False, "remarks": [],
            "runs": [
                {"id": run.pk, "status": "failed", "started_at": "2026-03-10T00:30:00Z",
                 "finished_at": "2026-03-10T01:00:00Z", "bytes": None, "message": "disk full", "suspicious": None,
                 "expires_at": None, "deleted_at": None},
            ],
        }
    ]  # fmt: skip


def test_exceptions_by_pages_and_filters(
    house: House, iptor: PolicyVersion, itpdx: PolicyVersion, signed: Signed, tuesday: datetime
) -> None:
    for name in range(5):
        server = Server.objects.create(account=house.nordic, contract=house.nordic_contract, hostname=f"n{name}")
        scheduled(server, iptor)
    client, seen = signed(house.engineer), []
    where: str | None = f"{EXCEPTIONS}?limit=2&day=2026-03-10&policy=iptor"
    while where:
        page = client.get(where).json()
        seen.append([each["server"] for each in page["results"]])
        last, where = page, page["next"]
    assert [len(each) for each in seen] == [2, 2, 1]
    assert len({name for each in seen for name in each}) == 5
    back = client.get(last["previous"]).json()
    assert [each["server"] for each in back["results"]] == seen[1]
    for query, number in [
        ({"account": "nordic"}, 5), ({"account": "harbor"}, 0), ({"server": "N1"}, 1), ({"state": "broken"}, 5),
        ({"state": "late"}, 0), ({"answered": "yes"}, 0), ({"day": "2026-03-09"}, 0),
    ]:  # fmt: skip
        assert len(client.get(EXCEPTIONS, query).json()["results"]) == number, query
    for wrong in ("day=x", "state=odd", "policy=none", "limit=0", "cursor=guessed", "servre=x", "answered=maybe"):
        answer = client.get(f"{EXCEPTIONS}?{wrong}")
        assert (answer.status_code, pointers(answer)) == (400, [f"/{wrong.partition('=')[0]}"]), wrong


def test_the_exceptions_cost_the_same_however_many(
    house: House, iptor: PolicyVersion, signed: Signed, tuesday: datetime
) -> None:
    for name in range(8):
        server = Server.objects.create(account=house.nordic, contract=house.nordic_contract, hostname=f"n{name}")
        ran(scheduled(server, iptor), SLOT + HOUR, "failed")
    client = signed(house.engineer)
    client.get(EXCEPTIONS)
    with CaptureQueriesContext(connection) as caught:
        assert len(client.get(EXCEPTIONS).json()["results"]) == 8
    assert len(caught) == 12  # the token with its person; what `test_exceptions_found` counts


def test_a_remark_is_written_and_listed(house: House, itpdx: PolicyVersion, signed: Signed, tuesday: datetime) -> None:
    schedule = scheduled(house.server, itpdx, "nightly_code")
    client = signed(house.engineer)
    body = {"schedule": schedule.number.lower(), "slot": "2026-03-10T01:00:00+01:00", "words": "Disk full."}
    made = client.post(REMARKS, {**body, "reason": "resources"}, format="json")
    assert made.status_code == 201, made.json()
    told = made.json()
    assert (told["slot"], told["reason"], told["written_by"]) == ("2026-03-10T00:00:00Z", "resources", "engineer")
    assert client.get(made.headers["Location"]).json() == told
    for query, there in [
        ({"schedule": schedule.number}, True), ({"schedule": "BK-0"}, False), ({"account": "nordic"}, False),
        ({"since": "2026-03-11T00:00:00Z"}, False), ({"reason": "resources"}, True), ({"server": "WEB1"}, True),
    ]:  # fmt: skip
        assert bool(client.get(REMARKS, query).json()["results"]) is there, query
    for wrong, pointer in [
        ({"schedule": "BK-999999"}, "/schedule"), ({"slot": "2026-03-10T02:00:00Z"}, "/slot"),
        ({"words": " "}, "/words"),
        ({"reason": "laziness"}, "/reason"), ({"slot": "2026-03-10T01:00:00"}, "/slot"),
    ]:  # fmt: skip
        answer = client.post(REMARKS, {**body, **wrong}, format="json")
        assert (answer.status_code, pointers(answer)) == (400, [pointer]), wrong
    assert [each["id"] for each in signed(house.viewer).get(REMARKS).json()["results"]] == [told["id"]]
    assert signed(house.stranger).get(REMARKS).json()["results"] == []
    assert signed(house.contact).post(REMARKS, body, format="json").status_code == 403


def test_a_day_is_signed(house: House, iptor: PolicyVersion, signed: Signed) -> None:
    with moved_to(MORNING):
        schedule = scheduled(house.nordic_server, iptor)
        checks_open()
        where = f"{CHECKS}{DayCheck.objects.get().pk}/"
        client = signed(house.engineer)
        assert client.get(where).json() == client.get(CHECKS, {"state": "unsigned"}).json()["results"][0]
        answer = client.post(f"{where}sign/", {}, format="json")
        assert (answer.status_code, schedule.number in answer.json()["detail"]) == (409, True)
        assert client.post(f"{where}note/", {"words": "x"}, format="json").status_code == 409
        body = {"schedule": schedule.number, "slot": SLOT.isoformat(), "words": "Started by hand."}
        client.post(REMARKS, body, format="json")
        told = client.post(f"{where}sign/", {"words": "Else all well."}, format="json").json()
        assert (told["state"], told["signed_by"], told["words"]) == ("signed", "engineer", "Else all well.")
        assert told["figures"]["slots"] == {"promised": 1, "kept": 0, "broken": 1, "missed": 1}
        assert told["figures"]["exceptions"][0]["remarks"][0]["words"] == "Started by hand."
        told = client.post(f"{where}note/", {"words": "It came."}, format="json").json()
        assert [note["words"] for note in told["notes"]] == ["It came."]
        assert client.post(f"{where}sign/", {}, format="json").status_code == 409
        for query, number in [({"policy": "iptor"}, 1), ({"policy": "itpdx"}, 0), ({"day": "2026-03-10"}, 1)]:
            assert len(client.get(CHECKS, query).json()["results"]) == number
        for who in (house.holder, house.stranger):
            assert signed(who).get(CHECKS).json()["results"] == []
            assert signed(who).get(where).status_code == 404
            assert signed(who).post(f"{where}sign/", {}, format="json").status_code == 404


def test_a_restore_test_is_recorded(
    house: House, iptor: PolicyVersion, itpdx: PolicyVersion, signed: Signed, tuesday: datetime
) -> None:
    copy = kept(scheduled(house.nordic_server, iptor), SLOT + HOUR)
    trials_follow()
    client = signed(house.engineer)
    body = {
        "server": "erp1", "run": copy.pk, "what": "The database.", "started_at": "2026-03-10T12:00:00Z",
        "finished_at": "2026-03-10T12:30:00Z", "succeeded": True, "checked_by": "Nordic",
    }  # fmt: skip
    made = client.post(TESTS, body, format="json")
    told = made.json()
    assert (made.status_code, told["seconds"], told["run"], told["account"]) == (201, 1800, copy.pk, "nordic")
    assert client.get(made.headers["Location"]).json() == told
    assert client.get("/api/v1/clocks/?kind=restore_test").json()["results"][0]["cycle"] == 2
    cases: list[tuple[dict[str, Any], str]] = [
        ({"server": "erp9"}, "/server"), ({"run": 0}, "/run"), ({"run": 999999}, "/run"), ({"what": ""}, "/what"),
        ({"finished_at": "2026-03-10T18:00:00Z"}, "/finished_at"), ({"succeeded": False}, "/findings"),
        ({"server": "web1"}, "/run"), ({"account": "none"}, "/account"),
    ]  # fmt: skip
    for wrong, pointer in cases:
        answer = client.post(TESTS, {**body, **wrong}, format="json")
        assert (answer.status_code, pointers(answer)) == (400, [pointer]), wrong
    for query, number in [
        ({"server": "ERP1"}, 1), ({"account": "harbor"}, 0), ({"succeeded": "false"}, 0),
        ({"since": "2026-03-10T13:00:00Z"}, 0), ({"until": "2026-03-10T13:00:00Z"}, 1),
    ]:  # fmt: skip
        assert len(client.get(TESTS, query).json()["results"]) == number, query
    assert [each["id"] for each in signed(house.stranger).get(TESTS).json()["results"]] == [told["id"]]
    assert signed(house.viewer).get(TESTS).json()["results"] == []
    assert signed(house.stranger).post(TESTS, body, format="json").status_code == 403


@pytest.mark.parametrize(("where", "number"), [(CHECKS, 3), (REMARKS, 2), (TESTS, 2)])
def test_lists_cost_the_same_however_long(
    house: House, iptor: PolicyVersion, signed: Signed, where: str, number: int
) -> None:
    with moved_to(MORNING):
        schedule = scheduled(house.nordic_server, iptor)
        engineer = signed(house.engineer)
        body = {"schedule": schedule.number, "slot": SLOT.isoformat(), "words": "x"}
        test = {"server": "erp1", "what": "x", "started_at": SLOT.isoformat(), "finished_at": SLOT.isoformat()}
        for _ in range(4):
            engineer.post(REMARKS, body, format="json")
            engineer.post(TESTS, {**test, "succeeded": True, "checked_by": "x"}, format="json")
        checks_open()
        engineer.get(where)
        with CaptureQueriesContext(connection) as caught:
            assert engineer.get(where).json()["results"]
        assert len(caught) == number  # the token with its person, the rows with all their names; notes
