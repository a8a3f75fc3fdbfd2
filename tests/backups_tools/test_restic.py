"""restic of Debian, by the pasted line and by REST."""

import shlex
import subprocess
from pathlib import Path

import pytest

from backups.models import Run
from tests.backups_hearing.scene import Schedules
from tests.backups_tools.conftest import Paste, Post, tool


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    env = {"RESTIC_REPOSITORY": str(tmp_path / "repo"), "RESTIC_PASSWORD": "x", "HOME": str(tmp_path)}
    subprocess.run([tool("restic"), "init", "-q"], env=env, check=True, capture_output=True)
    return env


def test_a_backup_and_the_list(
    schedules: Schedules, paste: Paste, post: Post, env: dict[str, str], tmp_path: Path
) -> None:
    schedule = schedules["web1", "nightly_code"]
    source = tmp_path / "a'b$c\x01<i>"
    source.mkdir()
    (source / "file").write_bytes(b"x" * 1000)
    done = paste(schedule, "restic", {"/srv": shlex.quote(str(source))}, env)
    assert (done.returncode, done.stdout) == (0, "OK\n1 created")
    run = Run.objects.get()
    assert (run.status, run.bytes, run.via, run.needs) == ("ok", 1000, "report", [])
    assert run.started_at is not None

    # the list knows the same snapshot, by its long name and with its paths
    listed = subprocess.run([tool("restic"), "snapshots", "--json"], env=env, capture_output=True, check=True).stdout
    for expected in ("filled", "known"):
        assert post("restic", schedule, listed)[expected] == 1
    run.refresh_from_db()
    assert run.detail["paths"] == [str(source).replace("\x01", "")]


def test_a_backup_that_fails_or_misses_something(
    schedules: Schedules, paste: Paste, env: dict[str, str], tmp_path: Path
) -> None:
    schedule = schedules["web1", "nightly_code"]
    wrong = env | {"RESTIC_PASSWORD": "wrong"}
    assert paste(schedule, "restic", {"/srv": tmp_path}, wrong).returncode == 0
    failed = Run.objects.get()
    assert (failed.status, failed.expires_at) == ("failed", None)
    assert "password" in failed.message
    (tmp_path / "source").mkdir()
    paste(schedule, "restic", {"/srv": f"{tmp_path}/source {tmp_path}/nosuch"}, env)
    partly = Run.objects.exclude(pk=failed.pk).get()
    assert partly.status == "warning"
    assert "nosuch" in partly.message


def test_an_empty_repository(schedules: Schedules, post: Post, env: dict[str, str]) -> None:
    listed = subprocess.run([tool("restic"), "snapshots", "--json"], env=env, capture_output=True, check=True).stdout
    assert post("restic", schedules["web1", "nightly_code"], listed)["notes"] == ["The list is empty."]
