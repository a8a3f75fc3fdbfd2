"""One run for each data folder; a killed run's lock is nobody's."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from hostops.embedded.lock import Held, Holder, held, holder_of

ME = Holder(os.getpid(), "make run", "http://127.0.0.1:8000/")
HOLD = """
import os, sys, time
from pathlib import Path
from hostops.embedded.lock import Holder, held
with held(Path(sys.argv[1]), Holder(os.getpid(), "manage.py shell")):
    print("held", flush=True)
    time.sleep(60)
"""


def holding_process(lock: Path) -> "subprocess.Popen[str]":
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(lock)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_one_is_refused_and_told_who_holds_it(tmp_path: Path) -> None:
    process = holding_process(tmp_path / "lock")
    try:
        assert holder_of(tmp_path / "lock") == Holder(process.pid, "manage.py shell")
        with pytest.raises(Held) as refusal, held(tmp_path / "lock", ME):
            pass
        assert refusal.value.holder == Holder(process.pid, "manage.py shell")
    finally:
        process.kill()
        process.wait()


def test_a_killed_holders_lock_is_free_and_tells_of_it(tmp_path: Path) -> None:
    process = holding_process(tmp_path / "lock")
    process.kill()
    process.wait()
    assert holder_of(tmp_path / "lock") is None
    with held(tmp_path / "lock", ME) as earlier:
        assert earlier == Holder(process.pid, "manage.py shell")


def test_a_released_lock_tells_of_nobody(tmp_path: Path) -> None:
    with held(tmp_path / "lock", ME) as earlier:
        assert earlier is None
        assert holder_of(tmp_path / "lock") == ME
    with held(tmp_path / "lock", ME) as earlier:
        assert earlier is None


@pytest.mark.parametrize("content", ["", "{", "[]", '{"pid": 1}', "\x00\x00"])
def test_a_lock_with_anything_in_it_can_be_taken(tmp_path: Path, content: str) -> None:
    (tmp_path / "lock").write_text(content)
    with held(tmp_path / "lock", ME) as earlier:
        assert earlier is None


def test_without_a_file_nobody_holds_it(tmp_path: Path) -> None:
    assert holder_of(tmp_path / "lock") is None
