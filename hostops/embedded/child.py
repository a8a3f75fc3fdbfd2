"""One process that the portal starts, watches and ends."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from hostops.embedded.deathsig import dies_with
from hostops.embedded.identity import alive, read_pid_file, write_pid_file
from hostops.embedded.owner import Owner, start_as

_GLANCE = 0.02  # seconds between two looks at a process that is to end


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Program:
    """What is started, and how it is ended.

    `patience` is how many seconds it has between `stop_signal` and being killed. `orphan_signal`
    is what it gets when the process that started it is gone. `log` gets all its output.
    """

    name: str
    argv: tuple[str, ...]
    env: Mapping[str, str]
    log: Path
    pid_file: Path
    cwd: Path = Path("/")
    owner: Owner | None = None
    stdin: bytes = b""
    stop_signal: signal.Signals = signal.SIGTERM
    orphan_signal: signal.Signals = signal.SIGTERM
    patience: float = 10.0


@dataclass(slots=True)
class Child:
    """A program's process, in a session of its own, so that Ctrl-C in the terminal reaches the supervisor alone."""

    program: Program
    before_start: Callable[[], None] = lambda: None
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    _asked: float | None = field(default=None, init=False)

    def start(self) -> None:
        """Start it. What an earlier run left of it is ended first. Call from the main thread (see `deathsig`)."""
        self.end_leftover()
        self.before_start()
        program = self.program
        with program.log.open("ab") as log:
            self.process = subprocess.Popen(
                program.argv,
                env=dict(program.env),
                cwd=program.cwd,
                stdin=subprocess.PIPE if program.stdin else subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=dies_with(os.getpid(), program.orphan_signal),
                **start_as(program.owner),
            )
        write_pid_file(program.pid_file, self.process.pid)
        self._feed()

    def exit_code(self) -> int | None:
        """How it ended (minus the signal's number if by a signal); None while it runs or was never started."""
        return None if self.process is None else self.process.poll()

    def running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def ask_to_stop(self) -> None:
        """Send its stop signal, once; its patience begins. `stop` then waits for the end."""
        if self.running() and self._asked is None and self.process is not None:
            self._asked = time.monotonic()
            self.process.send_signal(self.program.stop_signal)

    def stop(self, *, hurry: Callable[[], bool] = _never) -> bool:
        """End it and everything in its group; its pid file goes. True if it went by itself within its patience.

        When `hurry` says so, it is killed without further waiting.
        """
        if self.process is None:
            return True
        self.ask_to_stop()
        until = (self._asked or 0.0) + self.program.patience
        gone = _wait(lambda: not self.running(), until - time.monotonic(), hurry)
        _kill_group(self.process.pid)
        self.process.wait()
        self.process = self._asked = None
        self.program.pid_file.unlink(missing_ok=True)
        return gone

    def end_leftover(self) -> int | None:
        """End this program's process of an earlier run that was killed, if it still runs; gives its number."""
        pid = read_pid_file(self.program.pid_file)
        if pid is not None:
            end_process(pid, self.program.stop_signal, self.program.patience)
        self.program.pid_file.unlink(missing_ok=True)
        return pid

    def clear_group(self) -> None:
        """After it died: end what it had started and left behind, which may hold its port or its files."""
        if self.process is not None:
            _kill_group(self.process.pid)

    def _feed(self) -> None:
        if self.process is not None and self.process.stdin is not None:
            with suppress(BrokenPipeError):  # it has ended already; whoever waits for it will see that
                self.process.stdin.write(self.program.stdin)
                self.process.stdin.close()


def end_process(pid: int, stop_signal: signal.Signals, patience: float) -> None:
    """End a process that is not our child, and its group: asked first, killed after `patience` seconds."""
    with suppress(ProcessLookupError):
        os.kill(pid, stop_signal)
        _wait(lambda: not alive(pid), patience, _never)
        _kill_group(pid)
        _wait(lambda: not alive(pid), patience, _never)


def _wait(done: Callable[[], bool], seconds: float, hurry: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + seconds
    while not done():
        if hurry() or time.monotonic() > deadline:
            return False
        time.sleep(_GLANCE)
    return True


def _kill_group(leader: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, signal.SIGKILL)
