"""The real tools, each on a repository of the test's own. Without them the tests say so loudly, or fail where asked."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

REQUIRED = "HOSTOPS_TOOLS"


def tool(name: str) -> str:
    """Where it is; the test is skipped, or fails with HOSTOPS_TOOLS=required, where it is not."""
    found = shutil.which(name)
    if found is None:
        said = f"{name} is NOT INSTALLED: whether the portal agrees with it was NOT TESTED (apt-get install {name})"
        (pytest.fail if os.environ.get(REQUIRED) == "required" else pytest.skip)(said)
    return found


def run(command: Sequence[str], env: dict[str, str]) -> str:
    """What it prints; its errors go to the test's own output."""
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, f"{command}: {done.stdout} {done.stderr}"
    return done.stdout + done.stderr


@dataclass
class Restic:
    """A repository; `zone` is the one that the machine of the tool stands in."""

    path: Path
    program: str

    @classmethod
    def made(cls, path: Path) -> "Restic":
        path.mkdir()
        (path / "source").mkdir()
        (path / "source" / "file").write_text("kept")
        repository = cls(path, tool("restic"))
        repository.call("init")
        return repository

    def call(self, *words: str, zone: str = "UTC") -> str:
        env = {"RESTIC_PASSWORD": "x", "HOME": str(self.path), "TZ": zone, "PATH": os.environ["PATH"]}
        there = ["--repo", str(self.path / "repo"), "--quiet"]
        return run([self.program, *there, *words], env)

    def backup(self, start: datetime, *tags: str, zone: str = "UTC") -> str:
        """A snapshot whose run began at `start`, on a machine of the zone; its id."""
        time = f"{start.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M:%S}"
        words = ["--json", "--time", time, "--tag", ",".join(tags), str(self.path / "source")]
        return str(json.loads(self.call("backup", *words, zone=zone).splitlines()[-1])["snapshot_id"])

    def forget(self, tag: str, within: str, *more: str, zone: str = "UTC") -> set[str]:
        """The snapshots of a tag that go by `--keep-within`, by their short ids."""
        return removed(self.forget_printed(tag, within, *more, zone=zone))

    def forget_printed(self, tag: str, within: str, *more: str, zone: str = "UTC") -> str:
        """What `forget --json` prints."""
        words = ["--json", "--group-by", "", "--tag", tag, "--keep-within", within, *more]
        return self.call("forget", *words, zone=zone)


def removed(printed: str) -> set[str]:
    """The short ids of what `forget --json` says it removed."""
    groups: list[dict[str, Any]] = json.loads(printed)
    return {snapshot["short_id"] for group in groups for snapshot in group["remove"] or ()}


@dataclass
class Borg:
    """A repository, on a machine in UTC."""

    path: Path
    program: str

    @classmethod
    def made(cls, path: Path) -> "Borg":
        path.mkdir()
        (path / "file").write_text("kept")
        repository = cls(path, tool("borg"))
        repository.call("init", "--encryption", "none", "repo")
        return repository

    def call(self, *words: str) -> str:
        env = {"BORG_BASE_DIR": str(self.path), "TZ": "UTC", "PATH": os.environ["PATH"]}
        env |= {"BORG_UNKNOWN_UNENCRYPTED_REPO_ACCESS_IS_OK": "yes", "BORG_RELOCATED_REPO_ACCESS_IS_OK": "yes"}
        return run(["env", "-C", str(self.path), self.program, *words], env)

    def create(self, name: str, start: datetime) -> None:
        """An archive whose run began at `start` (UTC)."""
        self.call("create", "--timestamp", f"{start:%Y-%m-%dT%H:%M:%S}", f"repo::{name}", "file")

    def prune(self, names: str, within: str) -> tuple[set[str], set[str]]:
        """The archives called so that `--keep-within` keeps, and those that would go."""
        said = self.call("prune", "--dry-run", "--list", "--keep-within", within, "--glob-archives", names, "repo")
        kept, gone = (set(re.findall(rf"^{first}:\s+(\S+)", said, re.MULTILINE)) for first in _PRUNED)
        return kept, gone


_PRUNED = (r"Keeping archive \(.*\)", "Would prune")
