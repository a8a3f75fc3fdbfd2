"""One portal for each data folder: a second is refused, a passing command waited for, a killed run cleared up after."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from hostops.embedded.alone import alone
from hostops.embedded.identity import write_pid_file
from hostops.embedded.lock import Holder, held
from hostops.embedded.places import Places
from hostops.embedded.trouble import Trouble
from tests.embedded.test_lock import holding_process

ME = Holder(os.getpid(), "make run", "http://127.0.0.1:8001/")
OTHER = Holder(4711, "make run", "http://127.0.0.1:8000/")


@pytest.fixture
def places(tmp_path: Path) -> Places:
    places = Places(tmp_path)
    places.prepare()
    return places


def no_pause(_seconds: float) -> None:
    raise AssertionError("nothing to wait for")


def test_a_second_portal_is_told_of_the_first(places: Places) -> None:
    with held(places.lock, OTHER), pytest.raises(Trouble) as told, alone(places, ME, pause=no_pause):
        pass
    assert "http://127.0.0.1:8000/" in str(told.value)
    assert "kill 4711" in str(told.value)
    assert "HOSTOPS_DATA=" in str(told.value)


def test_a_passing_command_is_waited_for(places: Places, capsys: pytest.CaptureFixture[str]) -> None:
    command = holding_process(places.lock)

    def pause(_seconds: float) -> None:
        command.kill()
        command.wait()

    with alone(places, ME, pause=pause):
        pass
    assert f"Waiting for `manage.py shell` (process {command.pid}) to end." in capsys.readouterr().out


def test_what_a_killed_run_left_running_is_ended(places: Places, capsys: pytest.CaptureFixture[str]) -> None:
    left = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True)
    write_pid_file(places.run / "web.pid", left.pid)
    places.environment.write_text("{}")
    places.lock.write_text('{"pid": 4711, "what": "make run", "url": "http://127.0.0.1:8000/"}')
    with alone(places, ME, pause=time.sleep) as earlier:
        assert earlier == OTHER
        assert left.wait(timeout=60) == -signal.SIGINT
        assert not places.environment.exists()
    said = capsys.readouterr().out
    assert "process 4711) was killed" in said
    assert f"ending web, left running (process {left.pid})" in said


def test_a_clean_folder_needs_no_words(places: Places, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        with alone(places, ME, pause=no_pause) as earlier:
            assert earlier is None
    assert capsys.readouterr().out == ""
