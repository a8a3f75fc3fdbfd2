"""One supervisor: whatever ends it, nothing stays; whatever falls, stands up again."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Timer

import pytest

from hostops.embedded.identity import alive, read_pid_file, started_at
from tests.embedded.conftest import needs_linux, wait_until

Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start the stand-in supervisor with children, and wait until they all run."""
    started: list[subprocess.Popen[str]] = []

    def start(*names: str, shell: str = 'exec "$@"') -> "subprocess.Popen[str]":
        words = [sys.executable, "-m", "tests.embedded.standin", str(tmp_path), *names]
        process = subprocess.Popen(["/bin/sh", "-c", shell, "sh", *words], stdout=subprocess.PIPE, text=True)
        started.append(process)
        watchdog = Timer(60, process.kill)  # so that a line that never comes fails, not hangs
        watchdog.daemon = True
        watchdog.start()
        for name in names:
            if "=" in name and not name.endswith("=failing"):
                wait_until((tmp_path / "run" / f"{name.partition('=')[0]}.ready").exists)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()


def pid_of(tmp_path: Path, name: str) -> int:
    """A child may say that it is ready before its parent has noted its number."""
    file = tmp_path / "run" / f"{name}.pid"
    wait_until(lambda: read_pid_file(file) is not None)
    pid = read_pid_file(file)
    assert pid is not None
    return pid


def children_of(pid: int) -> list[int]:
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@pytest.mark.parametrize("wanted", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_stops_everything(start: Start, tmp_path: Path, wanted: signal.Signals) -> None:
    process = start("one=sleeper", "two=sleeper")
    pids = [pid_of(tmp_path, "one"), pid_of(tmp_path, "two")]
    process.send_signal(wanted)
    assert "stopped" in process.communicate(timeout=60)[0]
    assert not any(alive(pid) for pid in pids)
    assert list((tmp_path / "run").glob("*.pid")) == []


def test_sigint_stops_it_also_as_a_background_job(start: Start, tmp_path: Path) -> None:
    """A shell without job control starts what it puts into the background with SIGINT ignored."""
    process = start("one=sleeper", shell="trap '' INT; exec \"$@\"")
    pid = pid_of(tmp_path, "one")
    process.send_signal(signal.SIGINT)
    assert "stopped" in process.communicate(timeout=60)[0]
    assert not alive(pid)


def test_its_children_heed_sigint_again(start: Start, tmp_path: Path) -> None:
    start("one=sleeper", shell="trap '' INT; exec \"$@\"")
    status = Path(f"/proc/{pid_of(tmp_path, 'one')}/status")
    if status.exists():
        ignored = next(line for line in status.read_text().splitlines() if line.startswith("SigIgn:"))
        assert not int(ignored.split()[1], 16) & 1 << (signal.SIGINT - 1)


def test_nohup_is_heeded(start: Start, tmp_path: Path) -> None:
    process = start("one=sleeper", shell="trap '' HUP; exec \"$@\"")
    process.send_signal(signal.SIGHUP)
    with (tmp_path / "log" / "one.log").open("a") as log:
        log.write("ERROR it still listens\n")
    assert process.stdout is not None
    assert [process.stdout.readline().strip() for _ in range(2)] == ["up", "one: ERROR it still listens"]


def test_one_that_takes_its_time_keeps_the_others_not_waiting(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATIENCE", "15")
    process = start("web=orderly", "worker=stubborn", "beat=orderly")
    process.terminate()
    wait_until(lambda: (tmp_path / "order").exists() and len((tmp_path / "order").read_text().split()) == 2)
    assert alive(pid_of(tmp_path, "worker"))


def test_whoever_insists_does_not_wait(start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATIENCE", "600")
    process = start("web=stubborn", "beat=orderly")
    process.send_signal(signal.SIGINT)
    wait_until((tmp_path / "order").exists)
    assert alive(pid_of(tmp_path, "web"))

    def insist() -> bool:
        process.send_signal(signal.SIGINT)  # within a second of the first it says nothing new
        return process.poll() is not None

    wait_until(insist)


def test_one_that_ignores_sigterm_is_killed_and_named(start: Start, tmp_path: Path) -> None:
    process = start("hard=stubborn")
    pid = pid_of(tmp_path, "hard")
    process.terminate()
    assert "hard did not stop in time and was killed" in process.communicate(timeout=60)[0]
    assert not alive(pid)


@needs_linux
def test_what_a_child_started_ends_with_it(start: Start, tmp_path: Path) -> None:
    process = start("one=family")
    [grandchild] = children_of(pid_of(tmp_path, "one"))
    process.terminate()
    process.communicate(timeout=60)
    wait_until(lambda: not alive(grandchild))


@needs_linux
def test_a_killed_supervisor_leaves_nothing(start: Start, tmp_path: Path) -> None:
    process = start("one=sleeper", "two=sleeper")
    pids = [pid_of(tmp_path, "one"), pid_of(tmp_path, "two")]
    process.kill()
    wait_until(lambda: not any(alive(pid) for pid in pids))


def test_a_fallen_child_stands_up_again(start: Start, tmp_path: Path) -> None:
    process = start("one=sleeper")
    fallen = pid_of(tmp_path, "one")
    os.kill(fallen, signal.SIGKILL)
    wait_until(lambda: read_pid_file(tmp_path / "run" / "one.pid") not in (None, fallen))
    process.terminate()
    assert "one ended unexpectedly (signal 9)" in process.communicate(timeout=60)[0]


@needs_linux
def test_what_a_fallen_child_had_started_is_ended_before_it_stands_up(start: Start, tmp_path: Path) -> None:
    start("one=family")
    fallen = pid_of(tmp_path, "one")
    [grandchild] = children_of(fallen)
    os.kill(fallen, signal.SIGKILL)
    wait_until(lambda: read_pid_file(tmp_path / "run" / "one.pid") not in (None, fallen))
    assert not alive(grandchild)


def test_one_that_keeps_falling_is_started_ever_less_often(start: Start) -> None:
    process = start("bad=failing")
    assert process.stdout is not None
    falls = (line for line in process.stdout if "starts again in" in line)
    assert [next(falls).partition("starts again in ")[2].split()[0] for _ in range(2)] == ["1", "2"]


def test_errors_in_a_log_are_read_aloud(start: Start, tmp_path: Path) -> None:
    process = start("one=sleeper")
    with (tmp_path / "log" / "one.log").open("a") as log:
        log.write('{"level": "INFO", "message": "all is well"}\n')
        log.write('{"level": "ERROR", "logger": "web", "message": "no luck"}\n')
        log.write("Traceback is for the log alone\n")
    assert process.stdout is not None
    assert process.stdout.readline() == "up\n"
    assert process.stdout.readline().strip() == "one: ERROR web: no luck"


def test_a_leftover_of_a_killed_run_is_ended_at_the_next_start(start: Start, tmp_path: Path) -> None:
    """As where the kernel does not end children with their parent."""
    leftover = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True)
    (tmp_path / "run").mkdir()
    pid_file = tmp_path / "run" / "one.pid"
    pid_file.write_text(f"{leftover.pid}\n{started_at(leftover.pid)}\n{pid_file}\n")
    start("one=sleeper")
    assert leftover.wait(timeout=60) == -signal.SIGTERM


def test_a_stale_number_that_is_another_program_now_is_left_alone(start: Start, tmp_path: Path) -> None:
    bystander = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True)
    (tmp_path / "run").mkdir()
    pid_file = tmp_path / "run" / "one.pid"
    pid_file.write_text(f"{bystander.pid}\nsome other moment\n{pid_file}\n")
    start("one=sleeper")
    assert bystander.poll() is None
    bystander.kill()
    bystander.wait()
