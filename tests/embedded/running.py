"""`manage.py up` as a person runs it, for tests: a process, its words, and what it leaves behind."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Timer

from hostops.embedded.places import REPOSITORY

_OURS = ("DATABASE_URL", "REDIS_URL", "HOSTOPS_ENV", "HOSTOPS_DATA", "PORT", "DJANGO_SECRET_KEY", "PYTEST_XDIST_WORKER")


def environ_for(folder: Path, **more: str) -> dict[str, str]:
    """The environment of a person who has set nothing but where the data is kept."""
    plain = {name: value for name, value in os.environ.items() if name not in _OURS}
    return plain | {"HOSTOPS_DATA": str(folder), "PORT": "0"} | more


@dataclass
class Portal:
    process: "subprocess.Popen[str]"
    lines: list[str] = field(default_factory=list)
    url: str = ""

    def read_until_ready(self) -> None:
        for line in self.process.stdout or ():
            self.lines.append(line.rstrip())
            if line.startswith("Hostops is ready: "):
                self.url = line.split()[-1]
            if line.startswith("Ctrl-C"):
                return
        raise AssertionError("not ready:\n" + "\n".join(self.lines))

    def stop(self, wanted: int) -> str:
        """Send the signal; gives what it said until its end."""
        self.process.send_signal(wanted)
        return self.process.communicate(timeout=60)[0]


@contextmanager
def portal(folder: Path, *words: str, **more: str) -> Iterator[Portal]:
    """A portal that is ready."""
    process = subprocess.Popen(
        [sys.executable, "manage.py", "up", *words],
        cwd=REPOSITORY,
        env=environ_for(folder, **more),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    watchdog = Timer(300, process.kill)  # so that one that never becomes ready fails, not hangs
    watchdog.start()
    try:
        running = Portal(process)
        running.read_until_ready()
        yield running
    finally:
        watchdog.cancel()
        if process.poll() is None:
            process.terminate()
            process.communicate(timeout=60)


def command(folder: Path, *words: str, **more: str) -> "subprocess.CompletedProcess[str]":
    """A management command in a process of its own."""
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=REPOSITORY,
        env=environ_for(folder, **more),
        capture_output=True,
        text=True,
        timeout=120,
    )


def processes_of(folder: Path) -> list[str]:
    """Every process that was started for this data folder, by its environment or its words."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "cmdline").read_bytes() + (process / "environ").read_bytes()
        except OSError:
            continue
        if words and os.fsencode(str(folder)) in words and process.name != str(os.getpid()):
            found.append(f"{process.name} {words[:100]!r}")
    return found
