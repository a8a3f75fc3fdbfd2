"""What restic prints, of the versions 0.14 to 0.18."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from backups.reading import Unreadable
from backups.reading.restic import read

ID = "4c79cae264bd86182ccda62f81623976fc54b245323bf7a40a990e694c85fff8"
# 0.14
SUMMARY = {
    "message_type": "summary", "files_new": 1, "files_changed": 0, "files_unmodified": 0, "dirs_new": 1,
    "dirs_changed": 0, "dirs_unmodified": 0, "data_blobs": 1, "tree_blobs": 2, "data_added": 705,
    "total_files_processed": 1, "total_bytes_processed": 3, "total_duration": 0.236071929, "snapshot_id": "4c79cae2",
}  # fmt: skip
STATUS = {"message_type": "status", "percent_done": 0.5, "new_field": [1, {"a": None}]}
ERROR = {"message_type": "error", "error": {"message": "open: permission denied"}, "during": "scan", "item": "/x"}
FATAL = {"message_type": "exit_error", "code": 12, "message": "Fatal: wrong password or no key found"}
# 0.17 and later
LATER = SUMMARY | {
    "snapshot_id": ID,
    "backup_start": "2026-03-10T01:00:00.123456789+01:00",
    "backup_end": "2026-03-10T01:05:00+01:00",
}
SNAPSHOT = {
    "time": "2026-11-22T18:32:53.055940792Z", "tree": "7a", "paths": ["/srv"], "hostname": "vm", "username": "root",
    "id": ID, "short_id": "4c79cae2",
}  # fmt: skip


def lines(*messages: dict[str, Any]) -> str:
    return "".join(json.dumps(message) + "\n" for message in messages)


def test_a_backup_without_times() -> None:
    run = read(lines(STATUS, SUMMARY)).runs[0]
    assert (run.status, run.external_id, run.bytes, run.seconds) == ("ok", "4c79cae2", 3, 0.236071929)
    assert (run.finished_at, run.reckoned, run.needs) == (None, ("finished_at",), ())
    assert run.detail["data_added"] == 705


def test_a_backup_with_times() -> None:
    run = read(lines(LATER)).runs[0]
    assert run.finished_at == datetime(2026, 3, 10, 0, 5, tzinfo=UTC)
    assert (run.external_id, run.also_named, run.reckoned) == (ID, ("4c79cae2",), ())


def test_errors_make_it_a_warning() -> None:
    run = read(lines(ERROR, SUMMARY), exit_code=3).runs[0]
    assert (run.status, run.message, run.copy) == ("warning", "/x: open: permission denied", True)


def test_words_beside_the_json_make_it_a_warning() -> None:
    assert read("/tmp/nosuch does not exist, skipping\n" + lines(SUMMARY)).runs[0].status == "warning"
    assert read("created new cache in /home/backup/.cache/restic\n" + lines(SUMMARY)).runs[0].status == "ok"


def test_what_ends_with_an_error_failed() -> None:
    run = read(lines(STATUS, FATAL)).runs[0]
    assert (run.status, run.message, run.external_id) == ("failed", "Fatal: wrong password or no key found", "")


@pytest.mark.parametrize("code", [1, 2, 10, 11, 12, 130, 77])
def test_an_exit_code_alone_is_a_failed_run(code: int) -> None:
    for text in ("", "Fatal: unable to open config file", lines(STATUS)[:-10]):
        run = read(text, exit_code=code).runs[0]
        assert (run.status, run.detail) == ("failed", {"exit_code": code})


def test_a_dry_run_leaves_nothing() -> None:
    report = read(lines(SUMMARY | {"dry_run": True}))
    assert (report.runs, len(report.notes)) == ((), 1)


def test_a_skipped_snapshot_is_a_run_without_a_copy() -> None:
    skipped = {name: value for name, value in SUMMARY.items() if name != "snapshot_id"}
    run = read(lines(skipped)).runs[0]
    assert (run.status, run.copy, run.external_id) == ("ok", False, "")


def test_a_list_of_snapshots() -> None:
    later = SNAPSHOT | {"id": "ff" * 32, "time": "2026-11-23T01:00:00+01:00", "summary": LATER | {"unknown": 1}}
    runs = read(json.dumps([later, SNAPSHOT])).runs
    # the times say which came first: the later one has its own end in its summary
    assert {run.external_id for run in runs} == {ID, "ff" * 32}
    without, within = sorted(runs, key=lambda run: run.external_id)
    assert (without.bytes, without.reckoned) == (None, ("finished_at",))
    assert without.started_at == without.finished_at
    assert (within.bytes, within.reckoned) == (3, ())


def test_a_grouped_list() -> None:
    grouped = [{"group_key": {"hostname": "vm"}, "snapshots": [SNAPSHOT]}]
    assert [run.external_id for run in read(json.dumps(grouped)).runs] == [ID]


@pytest.mark.parametrize("text", ["[]", "null", "[]\n"])
def test_an_empty_repository(text: str) -> None:
    report = read(text)
    assert (list(report.runs), list(report.notes)) == ([], ["The list is empty."])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  \n",
        "Fatal: wrong password",
        lines(STATUS),
        lines(STATUS, SUMMARY)[:-30],
        json.dumps([SNAPSHOT])[:-3],
        json.dumps([{"id": "xyz"}]),
        json.dumps([SNAPSHOT | {"time": "yesterday"}]),
        json.dumps([1, 2]),
        '{"message_type": "summary", "total_bytes_processed": -1}',
        '{"message_type": "summary", "total_bytes_processed": 1e400}',
        "[" * 100_000,
        "<html>not found</html>",
    ],
)
def test_what_is_cut_off_or_something_else_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        read(text)


def test_hostile_paths_are_made_safe() -> None:
    text = json.dumps([SNAPSHOT | {"paths": ["/a\u0000b\ud800\u202e<script>"], "tags": ["x" * 5]}])
    assert read(text).runs[0].detail["paths"] == ["/ab<script>"]
