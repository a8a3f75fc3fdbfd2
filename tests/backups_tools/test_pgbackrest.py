"""pgBackRest of Debian with its PostgreSQL, by the pasted line and by REST."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from backups.models import Run
from tests.backups_hearing.scene import Schedules
from tests.backups_tools.conftest import Paste, Post, tool

_PROGRAMS = os.pathsep.join(sorted(map(str, Path("/usr/lib/postgresql").glob("*/bin")), reverse=True))
_CONFIGURATION = """[global]
repo1-path={folder}/repo
log-path={folder}
lock-path={folder}
spool-path={folder}
start-fast=y
compress-type=none
[main]
pg1-path={folder}/data
"""


class Cluster:
    """A PostgreSQL that does not run: what is copied lies still. Its programs refuse to be root's."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.how: dict[str, Any] = {"user": "postgres", "group": "postgres"} if os.getuid() == 0 else {}
        self.env = {"PGBACKREST_CONFIG": str(folder / "pgbackrest.conf"), "HOME": str(folder)}
        (folder / "pgbackrest.conf").write_text(_CONFIGURATION.format(folder=folder))
        if self.how:
            shutil.chown(folder, "postgres")
        self.call(tool("initdb", _PROGRAMS), "-D", str(folder / "data"), "--no-sync", "-A", "trust", "-U", "postgres")

    def call(self, *words: str) -> bytes:
        env = {**os.environ, **self.env}
        done = subprocess.run(words, env=env, capture_output=True, cwd=self.folder, check=False, **self.how)
        assert done.returncode == 0, done.stdout + done.stderr
        return bytes(done.stdout)

    def grow(self) -> None:
        """Something to copy: pgBackRest refuses an incremental of nothing."""
        with (self.folder / "data" / "base" / "1" / "1").open("ab") as file:
            file.write(b"x" * 1000)
        if self.how:
            shutil.chown(file.name, "postgres", "postgres")

    def info(self) -> bytes:
        return self.call(tool("pgbackrest"), "--stanza=main", "info", "--output=json")


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    tool("pgbackrest")
    if os.getuid() == 0:
        try:
            pwd.getpwnam("postgres")
        except KeyError:
            tool("initdb", _PROGRAMS)
    # where the database's user may pass through, as it may not through the tests' own folders
    folder = Path(tempfile.mkdtemp(prefix="hostops-cluster-", dir="/tmp"))
    yield Cluster(folder)
    shutil.rmtree(folder, ignore_errors=True)


def test_full_and_incremental(schedules: Schedules, paste: Paste, post: Post, cluster: Cluster) -> None:
    schedule = schedules["web1", "nightly_database"]
    # nothing is there yet
    assert "main" in post("pgbackrest", schedule, cluster.info())["notes"][0]
    cluster.call(tool("pgbackrest"), "--stanza=main", "--no-online", "stanza-create")
    assert "main" in post("pgbackrest", schedule, cluster.info())["notes"][0]
    assert not Run.objects.exists()

    where = {"/run/": f"{cluster.folder}/", "=main backup": "=main --no-online backup"}
    for expected in ("OK\n1 created", "OK\n1 created\n1 known"):
        cluster.grow()
        done = paste(schedule, "pgbackrest", where, cluster.env, cwd=cluster.folder, **cluster.how)
        assert (done.returncode, done.stdout.splitlines()[-len(expected.splitlines()) :]) == (0, expected.splitlines())
    full, incremental = Run.objects.order_by("finished_at", "id")
    assert (full.status, full.needs, full.detail["type"]) == ("ok", [], "full")
    assert (incremental.needs, incremental.detail["type"]) == ([full.external_id], "incr")
    assert (full.bytes or 0) > 10_000_000
    assert full.started_at is not None

    # one that fails says so, beside what is there
    shutil.rmtree(cluster.folder / "data" / "base")
    paste(schedule, "pgbackrest", where, cluster.env, cwd=cluster.folder, **cluster.how)
    assert Run.objects.filter(status="failed").count() == 1
    assert Run.objects.count() == 3
