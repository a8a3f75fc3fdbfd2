"""Which process a number means: process numbers are used again, so a number alone proves nothing."""

import os
import subprocess
import sys
from pathlib import Path

_PROC = Path("/proc")
_HAS_PROC = sys.platform.startswith("linux")


def alive(pid: int) -> bool:
    """Whether a process of that number runs. One that has ended and waits for its parent does not."""
    return started_at(pid) is not None


def started_at(pid: int) -> str | None:
    """An opaque word for when the process started; with the number it names one process. None: no such process."""
    if not _HAS_PROC:
        return _ps(pid, "lstart=")
    try:
        # The name in brackets may hold anything, brackets too: read what follows the last one.
        fields = (_PROC / str(pid) / "stat").read_text(errors="replace").rpartition(")")[2].split()
    except OSError:
        return None
    state, ticks = fields[0], fields[19]
    return None if state in "ZX" else f"{boot()}/{ticks}"


def boot() -> str:
    """A word that is another after every start of the machine; empty where the system has none."""
    try:
        return (_PROC / "sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        return ""


def command_line(pid: int) -> str:
    """The words the process was started with, joined by spaces; empty if it is gone or hides them."""
    if not _HAS_PROC:
        return _ps(pid, "command=") or ""
    try:
        words = (_PROC / str(pid) / "cmdline").read_bytes()
    except OSError:
        return ""
    return words.replace(b"\0", b" ").decode(errors="replace").strip()


def write_pid_file(path: Path, pid: int) -> None:
    """Note which process this is, for `read_pid_file` of a later run."""
    path.write_text(f"{pid}\n{started_at(pid)}\n{path}\n")


def read_pid_file(path: Path) -> int | None:
    """The number in a pid file if that very process still runs, else None (also without such a file).

    A file that came here with a copied folder speaks of the other folder's process: None.
    """
    try:
        number, started, place = path.read_text().splitlines()
        pid = int(number)
    except (OSError, ValueError):
        return None
    return pid if pid > 0 and place == str(path) and started_at(pid) == started else None


def _ps(pid: int, field: str) -> str | None:
    """One field of `ps`, where there is no /proc."""
    found = subprocess.run(
        ["ps", "-p", str(pid), "-o", "stat=", "-o", field],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "LC_ALL": "C"},
    )
    state, _, value = found.stdout.strip().partition(" ")
    return None if not state or state.startswith("Z") else value.strip()
