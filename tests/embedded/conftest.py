"""Folders for the tests of the embedded stack. Everything here is real: processes, signals, files."""

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hostops.embedded.shelter import remove_database

AS_ROOT = os.geteuid() == 0
needs_root = pytest.mark.skipif(not AS_ROOT, reason="only root runs PostgreSQL as another user")
needs_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the kernel's help is Linux's")


def wait_until(done: Callable[[], object], seconds: float = 60.0) -> None:
    """Wait for a real process to get there; fail loudly if it does not."""
    deadline = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < deadline, f"not within {seconds} s: {done}"
        time.sleep(0.02)


@pytest.fixture
def folder() -> Iterator[Path]:
    """An empty folder with a short path that every user can pass through; pytest's own is closed to others."""
    made = Path(tempfile.mkdtemp(prefix="hostops-test-", dir="/tmp"))
    made.chmod(0o755)
    yield made
    remove_database(made)
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture
def private_folder() -> Iterator[Path]:
    """A folder that only its owner can enter, as /root is."""
    made = Path(tempfile.mkdtemp(prefix="hostops-test-", dir="/tmp"))
    yield made
    for data in (made, *made.iterdir()):
        remove_database(data)
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture
def said() -> list[str]:
    """What was said to the person at the console: pass `said.append` as `say`."""
    return []
