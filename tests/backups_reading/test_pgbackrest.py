"""What pgBackRest prints of its backups."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from backups.reading import Unreadable
from backups.reading.pgbackrest import read

FULL = {
    "archive": {"start": "000000010000000000000002", "stop": "000000010000000000000002"},
    "backrest": {"format": 5, "version": "2.45"},
    "database": {"id": 1, "repo-key": 1},
    "error": False,
    "info": {"delta": 30, "repository": {"delta": 3, "size": 3}, "size": 30},
    "label": "20261122-183300F", "lsn": {"start": "0/2000028", "stop": "0/2000100"}, "prior": None, "reference": None,
    "timestamp": {"start": 1795372380, "stop": 1795372390}, "type": "full",
}  # fmt: skip
INCR = FULL | {
    "label": "20261122-183300F_20261123-010000I", "type": "incr", "prior": "20261122-183300F",
    "reference": ["20261122-183300F"], "timestamp": {"start": 1795395600, "stop": 1795395605},
}  # fmt: skip


def stanza(*backups: Any, name: str = "main", code: int = 0, message: str = "ok") -> dict[str, Any]:
    status = {"code": code, "lock": {"backup": {"held": False}}, "message": message}
    return {"archive": [], "backup": list(backups), "cipher": "none", "db": [], "name": name, "status": status}


def test_a_full_and_what_needs_it() -> None:
    full, incr = read(json.dumps([stanza(FULL, INCR)])).runs
    assert (full.external_id, full.bytes, full.needs) == ("20261122-183300F", 30, ())
    assert full.finished_at == datetime.fromtimestamp(1795372390, UTC)
    assert incr.needs == ("20261122-183300F",)
    assert incr.detail["type"] == "incr"


def test_without_references_it_needs_the_one_before() -> None:
    assert read(json.dumps([stanza(FULL, INCR | {"reference": None})])).runs[1].needs == ("20261122-183300F",)


def test_page_errors_are_a_warning() -> None:
    assert read(json.dumps([stanza(FULL | {"error": True})])).runs[0].status == "warning"


@pytest.mark.parametrize("code", [1, 2, 3, 4, 5, 6, 99])
def test_a_stanza_without_backups_says_why(code: int) -> None:
    report = read(json.dumps([stanza(code=code, message="no valid backups")]))
    assert (list(report.runs), list(report.notes)) == ([], [f"main: no valid backups (status {code})"])


def test_nothing_at_all() -> None:
    assert list(read("[]").notes) == ["There is no stanza."]


def test_of_several_stanzas_one_is_named() -> None:
    text = json.dumps([stanza(FULL), stanza(FULL, name="other")])
    with pytest.raises(Unreadable, match="stanza="):
        read(text)
    assert len(read(text, stanza="other").runs) == 1
    with pytest.raises(Unreadable, match="no stanza"):
        read(text, stanza="third")


def test_an_exit_code_beside_the_list_is_a_failed_run() -> None:
    assert [run.status for run in read(json.dumps([stanza(FULL)]), exit_code=1).runs] == ["ok", "failed"]
    assert [run.status for run in read("ERROR: [055]", exit_code=55).runs] == ["failed"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        json.dumps([stanza(FULL)])[:-5],
        json.dumps({"name": "main"}),
        json.dumps([stanza({"label": "x"})]),
        json.dumps([stanza(FULL | {"timestamp": {"start": -1, "stop": 1}})]),
        json.dumps([stanza(FULL | {"timestamp": {"start": 0, "stop": 10**30}})]),
    ],
)
def test_what_is_cut_off_or_something_else_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        read(text)
