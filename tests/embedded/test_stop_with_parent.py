"""Under make: whatever happens to make, the portal does not stay behind."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from hostops.embedded.identity import alive, read_pid_file
from tests.embedded.conftest import needs_linux, wait_until

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="no make here")


@pytest.fixture
def make(tmp_path: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """A make whose recipe is the stand-in supervisor, as `make run` is for the portal."""
    makefile = tmp_path / "Makefile"
    makefile.write_text(
        f"run:\n\t@exec {sys.executable} -m tests.embedded.standin {tmp_path} --with-parent one=sleeper\n"
    )
    process = subprocess.Popen(["make", "-f", makefile, "run"], start_new_session=True, stdout=subprocess.DEVNULL)
    wait_until((tmp_path / "run" / "one.ready").exists)
    yield process
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def stopped(tmp_path: Path, child: int | None, process: "subprocess.Popen[bytes]") -> None:
    process.wait(timeout=60)
    assert child is not None
    wait_until(lambda: not alive(child))
    wait_until(lambda: not (tmp_path / "run" / "one.pid").exists())


@pytest.mark.parametrize("wanted", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_to_the_group_as_ctrl_c_sends_it(
    make: "subprocess.Popen[bytes]", tmp_path: Path, wanted: signal.Signals
) -> None:
    child = read_pid_file(tmp_path / "run" / "one.pid")
    os.killpg(make.pid, wanted)
    stopped(tmp_path, child, make)


@needs_linux
@pytest.mark.parametrize("wanted", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_a_signal_to_make_alone(make: "subprocess.Popen[bytes]", tmp_path: Path, wanted: signal.Signals) -> None:
    child = read_pid_file(tmp_path / "run" / "one.pid")
    make.send_signal(wanted)
    stopped(tmp_path, child, make)
