"""borg of Debian, by the pasted line and by REST."""

import subprocess
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from backups.models import Run
from hostops.lib.now import now
from tests.backups_hearing.scene import Schedules
from tests.backups_tools.conftest import Paste, Post, tool


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """The server stands in Frankfurt, and its clock shows that."""
    env = {
        "BORG_UNKNOWN_UNENCRYPTED_REPO_ACCESS_IS_OK": "yes",
        "BORG_RELOCATED_REPO_ACCESS_IS_OK": "yes",
        "BORG_BASE_DIR": str(tmp_path),
        "TZ": "Europe/Berlin",
    }
    subprocess.run([tool("borg"), "init", "-e", "none", str(tmp_path / "repo")], env=env, check=True)
    return env


def asked(env: dict[str, str], *words: str) -> bytes:
    return subprocess.run([tool("borg"), *words], env=env, capture_output=True, check=True).stdout


def test_create_info_and_list(
    schedules: Schedules, paste: Paste, post: Post, env: dict[str, str], tmp_path: Path
) -> None:
    schedule = schedules["web1", "nightly_code"]
    assert ZoneInfo(schedule.terms.get().promise.timezone) == ZoneInfo("Europe/Berlin")
    source = tmp_path / "source"
    source.mkdir()
    (source / "file").write_bytes(b"x" * 1000)
    paths = {"/backup/repo": tmp_path / "repo", "/srv": source}
    done = paste(schedule, "borg", paths, env)
    assert (done.returncode, done.stdout) == (0, "OK\n1 created")
    run = Run.objects.get()
    assert (run.status, run.tool, run.needs) == ("ok", "borg", [])
    # its wall-clock times are read as such
    assert abs(now() - run.finished_at) < timedelta(minutes=1)

    repository = str(tmp_path / "repo")
    told = post("borg", schedule, asked(env, "info", "--json", "--last", "9", repository))
    assert (told["created"], told["differs"]) == (0, 0)
    assert post("borg", schedule, asked(env, "list", "--json", repository))["known"] == 1
    assert post("borg", schedule, asked(env, "info", "--json", repository))["notes"]


def test_a_backup_that_fails_or_misses_something(
    schedules: Schedules, paste: Paste, env: dict[str, str], tmp_path: Path
) -> None:
    schedule = schedules["web1", "nightly_code"]
    paste(schedule, "borg", {"/backup/repo": tmp_path / "nosuch", "/srv": tmp_path / "src"}, env)
    failed = Run.objects.get()
    assert (failed.status, "nosuch" in failed.message) == ("failed", True)
    (tmp_path / "source").mkdir()
    sources = f"{tmp_path}/source {tmp_path}/missing"
    paste(schedule, "borg", {"/backup/repo": tmp_path / "repo", "/srv": sources}, env)
    partly = Run.objects.exclude(pk=failed.pk).get()
    assert (partly.status, "missing" in partly.message) == ("warning", True)
