"""The real tools of Debian, run by the very lines that the portal gives, against the portal as a server.

Without a tool its tests say loudly that they did not run; with HOSTOPS_TOOLS=required, as CI sets
it, they fail.
"""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import requests
from pytest_django.live_server_helper import LiveServer

from backups.actions.keys import key_make
from backups.models import Schedule
from backups.pasting import command
from hostops.accounts.token_actions import token_make
from tests.backups.house import Schedules, backed_up
from tests.house import BEGAN, House

Post = Callable[[str, Schedule, bytes], dict[str, Any]]
Paste = Callable[..., subprocess.CompletedProcess[str]]
_PACKAGES = {"borg": "borgbackup", "initdb": "postgresql-15"}


def tool(name: str, path: str | None = None) -> str:
    """Where the program is."""
    found = shutil.which(name, path=path)
    if found is None:
        words = f"BACKUP TOOL TESTS DID NOT RUN: install Debian's package {_PACKAGES.get(name, name)}"
        (pytest.fail if os.environ.get("HOSTOPS_TOOLS") == "required" else pytest.skip)(words)
    return str(found)


@pytest.fixture
def schedules(transactional_db: None, house: House) -> Schedules:
    return backed_up(house, since=BEGAN)


@pytest.fixture
def server(live_server: LiveServer, schedules: Schedules) -> str:
    return str(live_server.url)


@pytest.fixture
def paste(server: str, house: House, tmp_path: Path) -> Paste:
    """`paste(schedule, "restic", {"/srv": folder}, env)`: run the line for the tool, its paths as they are here."""

    def run(
        schedule: Schedule, name: str, paths: dict[str, Any], env: dict[str, str], **how: Any
    ) -> subprocess.CompletedProcess[str]:
        tool("curl")
        _, secret = key_make(actor=house.contact, schedule=schedule)
        line = command(name)
        for given, here in ({"/run/": f"{tmp_path}/"} | paths).items():
            assert given in line
            line = line.replace(given, str(here))
        given_env = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "HOSTOPS": f"{server}/ping/{secret}", **env}
        return subprocess.run(["sh", "-c", line], env=given_env, capture_output=True, text=True, timeout=60, **how)

    return run


@pytest.fixture
def post(server: str, house: House) -> Post:
    """`post("restic", schedule, output)`: the tool's output to the REST face; what became of it."""
    _, secret = token_make(actor=house.contact, name="test")

    def send(name: str, schedule: Schedule, output: bytes) -> dict[str, Any]:
        answer = requests.post(
            f"{server}/api/v1/backups/reports/{name}/",
            params={"schedule": schedule.number},
            data=output,
            headers={"Authorization": f"Bearer {secret}", "Content-Type": "application/json"},
            timeout=20,
        )
        assert answer.ok, answer.text
        told: dict[str, Any] = answer.json()
        return told

    return send
