"""The tools' own output, sent to the REST face as it is."""

import json
from typing import Any

import pytest

from backups.models import Run, Stray
from tests.api.conftest import Signed
from tests.backups_hearing.scene import Schedules
from tests.backups_reading.test_borg import ARCHIVE, REPOSITORY
from tests.backups_reading.test_pgbackrest import FULL, INCR, stanza
from tests.backups_reading.test_restic import ID, LATER, SNAPSHOT, SUMMARY, lines
from tests.house import House

JSON, LINES, TEXT = "application/json", "application/x-ndjson", "text/plain"


def address(tool: str, server: str = "web1", tier: str = "nightly_database", **more: Any) -> str:
    extra = "".join(f"&{name}={value}" for name, value in more.items())
    return f"/api/v1/backups/reports/{tool}/?server={server}&tier={tier}{extra}"


@pytest.mark.parametrize("kind", [JSON, LINES, TEXT])
def test_each_kind_of_body_is_read(house: House, schedules: Schedules, signed: Signed, kind: str) -> None:
    answer = signed(house.contact).post(address("restic"), lines(SUMMARY), content_type=kind)
    assert (answer.status_code, answer.json()["created"]) == (201, 1)
    run = Run.objects.get()
    assert (run.schedule, run.via, run.tool) == (schedules["web1", "nightly_database"], "report", "restic")


def test_another_kind_is_415(house: House, schedules: Schedules, signed: Signed) -> None:
    assert signed(house.contact).post(address("restic"), lines(SUMMARY), content_type="image/png").status_code == 415


def test_a_backup_and_then_the_list_are_one_run(house: House, schedules: Schedules, signed: Signed) -> None:
    client = signed(house.contact)
    client.post(address("restic"), lines(SUMMARY), content_type=LINES)
    listed = json.dumps([SNAPSHOT | {"time": "2026-03-10T16:59:59.7Z"}])
    answer = client.post(address("restic"), listed, content_type=JSON)
    # the short name of the one is the beginning of the other's
    assert (answer.status_code, answer.json()["filled"]) == (200, 1)
    run = Run.objects.get()
    assert (run.bytes, run.external_id) == (3, "4c79cae2")
    assert client.post(address("restic"), listed, content_type=JSON).json()["known"] == 1


def test_times_of_the_tool_count(house: House, schedules: Schedules, signed: Signed) -> None:
    client = signed(house.contact)
    client.post(address("restic"), lines(LATER), content_type=LINES)
    assert Run.objects.get().finished_at.isoformat() == "2026-03-10T00:05:00+00:00"
    moved = LATER | {"backup_end": "2026-03-10T01:06:00+01:00"}
    answer = client.post(address("restic"), lines(moved), content_type=LINES)
    assert (answer.status_code, answer.json()["results"][0]["outcome"]) == (202, "differs")
    assert Run.objects.get().external_id == ID


def test_borgs_times_are_the_servers(house: House, schedules: Schedules, signed: Signed) -> None:
    archive = ARCHIVE | {"start": "2026-03-10T02:00:00.000000", "end": "2026-03-10T02:10:00.000000"}
    client = signed(house.contact)
    client.post(address("borg"), json.dumps({"archive": archive, **REPOSITORY}), content_type=JSON)
    run = Run.objects.get()
    assert (str(run.started_at), str(run.finished_at)) == ("2026-03-10 01:00:00+00:00", "2026-03-10 01:10:00+00:00")
    told_again = archive | {"stats": {"original_size": 3}}
    answer = client.post(address("borg"), json.dumps({"archives": [told_again], **REPOSITORY}), content_type=JSON)
    assert answer.json()["differs"] == 0


def test_an_end_in_the_repeated_hour_is_the_second_one(house: House, schedules: Schedules, signed: Signed) -> None:
    archive = ARCHIVE | {"start": "2025-10-26T02:50:00.000000", "end": "2025-10-26T02:10:00.000000"}
    signed(house.contact).post(address("borg"), json.dumps({"archive": archive, **REPOSITORY}), content_type=JSON)
    run = Run.objects.get()
    assert (str(run.started_at), str(run.finished_at)) == ("2025-10-26 00:50:00+00:00", "2025-10-26 01:10:00+00:00")


def test_pgbackrest_says_what_needs_what(house: House, schedules: Schedules, signed: Signed) -> None:
    times = {"timestamp": {"start": 1773100000, "stop": 1773100060}}
    report = json.dumps([stanza(FULL | times, INCR | times)])
    answer = signed(house.contact).post(address("pgbackrest"), report, content_type=JSON)
    assert answer.json()["created"] == 2
    assert Run.objects.get(external_id=INCR["label"]).needs == [FULL["label"]]


@pytest.mark.parametrize(
    ("tool", "text", "note"),
    [
        ("restic", "[]", "The list is empty."),
        ("borg", json.dumps(REPOSITORY), "The repository has no archives."),
        ("pgbackrest", json.dumps([stanza(code=2, message="no valid backups")]), "main: no valid backups (status 2)"),
    ],
)
def test_an_empty_repository_is_well(
    house: House, schedules: Schedules, signed: Signed, tool: str, text: str, note: str
) -> None:
    answer = signed(house.contact).post(address(tool), text, content_type=JSON)
    assert (answer.status_code, answer.json()["notes"]) == (200, [note])


@pytest.mark.parametrize("tool", ["restic", "borg", "pgbackrest"])
@pytest.mark.parametrize("kind", [JSON, LINES, TEXT])
@pytest.mark.parametrize("text", ["", " ", "{", '[{"a": 1}', "no json", "\x00", '{"message_type": "summ'])
def test_what_cannot_be_read_is_400(
    house: House, schedules: Schedules, signed: Signed, tool: str, kind: str, text: str
) -> None:
    answer = signed(house.contact).post(address(tool), text, content_type=kind)
    assert answer.status_code == 400
    assert answer.json()["detail"].startswith("The report cannot be read.")
    assert not Run.objects.exists()
    assert not Stray.objects.exists()


def test_one_that_ends_first_is_400(house: House, schedules: Schedules, signed: Signed) -> None:
    backwards = LATER | {"backup_end": "2026-03-09T01:00:00Z"}
    answer = signed(house.contact).post(address("restic"), lines(backwards), content_type=LINES)
    assert (answer.status_code, Run.objects.count()) == (400, 0)


def test_of_an_unknown_server_each_waits(house: House, schedules: Schedules, signed: Signed) -> None:
    answer = signed(house.contact).post(address("restic", server="nosuch"), lines(SUMMARY), content_type=LINES)
    assert (answer.status_code, answer.json()["kept_aside"]) == (202, 1)
    assert Stray.objects.get().server == "nosuch"


def test_when_and_how_it_ended_can_be_said(house: House, schedules: Schedules, signed: Signed) -> None:
    where = address("restic", at="2026-03-10T02:00:00Z")
    signed(house.contact).post(where, lines(SUMMARY), content_type=LINES)
    assert str(Run.objects.get().finished_at) == "2026-03-10 02:00:00+00:00"
    signed(house.contact).post(address("restic", exit_code=11), "", content_type=TEXT)
    assert Run.objects.filter(status="failed").get().detail["exit_code"] == 11


@pytest.mark.parametrize("query", ["", "?server=web1", "?server=web1&tier=x&nosuch=1", "?schedule=12"])
def test_a_query_that_names_nothing_is_400(house: House, schedules: Schedules, signed: Signed, query: str) -> None:
    where = f"/api/v1/backups/reports/restic/{query}"
    assert signed(house.contact).post(where, lines(SUMMARY), content_type=LINES).status_code == 400


def test_fifty_megabytes_are_413(house: House, schedules: Schedules, signed: Signed) -> None:
    answer = signed(house.contact).post(address("restic"), b" " * 50_000_000, content_type=LINES)
    assert answer.status_code == 413
