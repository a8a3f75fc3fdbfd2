"""A folder that cannot be written to is told in one line, with the mend, and no traceback."""

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from hostops.embedded.owner import Owner, can_run, start_as
from hostops.embedded.places import REPOSITORY
from tests.embedded.conftest import AS_ROOT

# Read-only means nothing to root: as root the command is run as somebody else.
OTHER = Owner("nobody", 65534, 65534) if AS_ROOT else None
VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"


def python_for_other() -> str:
    """This Python or, if it lies where only root can run it, the system's of the same version."""
    for python in (sys.executable, f"/usr/bin/python{VERSION}"):
        if can_run(Path(python), OTHER):
            return python
    pytest.skip("no Python here that another user can run")


def run_up(data: Path) -> "subprocess.CompletedProcess[str]":
    environ = {"PATH": os.defpath, "HOSTOPS_DATA": str(data), "PORT": "0", "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [python_for_other(), REPOSITORY / "manage.py", "up"],
        env=environ | {"PYTHONPATH": sysconfig.get_paths()["purelib"]},
        capture_output=True,
        text=True,
        timeout=60,
        **start_as(OTHER),
    )


def test_one_line_with_the_mend(folder: Path) -> None:
    folder.chmod(0o555)
    result = run_up(folder / "data")
    assert result.returncode == 1
    assert "Cannot write in" in result.stderr
    assert "HOSTOPS_DATA=" in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert list(folder.iterdir()) == []


def test_a_data_folder_of_another_user_is_told_too(folder: Path) -> None:
    (folder / "data" / "run").mkdir(parents=True)
    (folder / "data" / "run").chmod(0o555)
    (folder / "data" / "log").mkdir()
    result = run_up(folder / "data")
    assert result.returncode == 1
    assert result.stderr.startswith("hostops: Cannot write in")
    assert "Traceback" not in result.stderr
