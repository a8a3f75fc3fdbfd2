"""What borg prints, of the versions 1.2 to 2.0."""

import json
from datetime import datetime
from typing import Any

import pytest

from backups.reading import Unreadable
from backups.reading.borg import read

ID = "1c1f4daeadbb8abe3f45142612fc7aaa1a2a714f74bc2d07edde9db10263a5bf"
REPOSITORY: dict[str, Any] = {
    "encryption": {"mode": "none"},
    "repository": {"id": "1d9b", "last_modified": "2026-11-22T18:33:00.000000", "location": "/b"},
}
ARCHIVE: dict[str, Any] = {
    "command_line": ["borg", "create"], "duration": 0.007402, "end": "2026-11-22T18:33:10.000000", "id": ID,
    "limits": {"max_archive_size": 2.1e-05}, "name": "one", "start": "2026-11-22T18:33:00.000000",
    "stats": {"compressed_size": 460, "deduplicated_size": 460, "nfiles": 1, "original_size": 478},
}  # fmt: skip
LISTED = {"archive": "one", "barchive": "one", "id": ID, "name": "one", "start": "2026-11-22T18:33:00.000000"}
LOG = {"type": "log_message", "levelname": "WARNING", "message": "/x: file changed while we backed it up", "name": "b"}


def as_printed(value: Any) -> str:
    return json.dumps(value, indent=4) + "\n"


def test_create() -> None:
    run = read(as_printed({"archive": ARCHIVE, **REPOSITORY})).runs[0]
    assert (run.status, run.external_id, run.bytes, run.needs) == ("ok", ID, 478, ())
    # of the host's wall clock
    assert run.finished_at == datetime(2026, 11, 22, 18, 33, 10)  # noqa: DTZ001
    # `info` says less of the same archive
    assert run.reckoned == ("bytes",)
    assert run.detail["deduplicated_size"] == 460


def test_create_with_warnings() -> None:
    printed = as_printed({"archive": ARCHIVE, **REPOSITORY})
    for text in (f"{json.dumps(LOG)}\n{printed}", f"/tmp/nosuch: [Errno 2] No such file\n{printed}"):
        run = read(text).runs[0]
        assert run.status == "warning"
        assert run.message
    assert read(printed, exit_code=1).runs[0].status == "warning"
    assert read(printed, exit_code=105).runs[0].status == "warning"


def test_info() -> None:
    run = read(as_printed({"archives": [ARCHIVE | {"hostname": "vm"}], **REPOSITORY})).runs[0]
    assert (run.reckoned, run.detail["hostname"]) == ((), "vm")


def test_a_list_has_starts_alone() -> None:
    run = read(as_printed({"archives": [LISTED], **REPOSITORY})).runs[0]
    assert (run.finished_at, run.reckoned, run.bytes) == (run.started_at, ("finished_at",), None)


def test_a_checkpoint_is_no_copy() -> None:
    run = read(as_printed({"archives": [LISTED | {"name": "one.checkpoint.1"}], **REPOSITORY})).runs[0]
    assert (run.status, run.copy) == ("failed", False)


def test_times_with_a_zone_are_kept() -> None:
    zoned = ARCHIVE | {"start": "2026-11-22T18:33:00.000000+01:00", "end": "2026-11-22T18:33:10.000000+01:00"}
    finished_at = read(as_printed({"archive": zoned, **REPOSITORY})).runs[0].finished_at
    assert finished_at is not None
    assert finished_at.utcoffset() is not None


@pytest.mark.parametrize("value", [{"archives": [], **REPOSITORY}, REPOSITORY])
def test_an_empty_repository(value: Any) -> None:
    report = read(as_printed(value))
    assert (list(report.runs), len(report.notes)) == ([], 1)


def test_an_exit_code_alone_is_a_failed_run() -> None:
    run = read("Archive one already exists\n", exit_code=2).runs[0]
    assert (run.status, run.message) == ("failed", "Archive one already exists")


@pytest.mark.parametrize(
    "text",
    [
        "",
        as_printed({"archive": ARCHIVE})[:-40],
        json.dumps({"archive": {"id": ID}}),
        json.dumps({"archives": 3, **REPOSITORY}),
        json.dumps([1]),
        json.dumps({"other": 1}),
        json.dumps(LOG),
        json.dumps({"archive": ARCHIVE | {"start": "2026-13-40"}}),
    ],
)
def test_what_is_cut_off_or_something_else_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        read(text)
