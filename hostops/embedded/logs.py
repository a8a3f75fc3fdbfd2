"""The logs of the portal's processes: their end, what in them is worth a line on the console, and their size."""

import json
import os
import re
import shutil
from pathlib import Path

_LARGEST = 20 * 1024 * 1024  # bytes; beyond that a log begins anew and the one before is kept
_GRAVE = re.compile(r"\b(ERROR|CRITICAL|FATAL|PANIC)\b")


def last_lines(log: Path, count: int = 12) -> str:
    """The last lines of a log, for a message about a failure; empty if there is none."""
    try:
        with log.open("rb") as file:
            file.seek(max(0, os.fstat(file.fileno()).st_size - 16_384))
            lines = file.read().decode(errors="replace").splitlines()
    except OSError:
        return ""
    return "\n".join(f"    {line}" for line in lines[-count:])


def rotate(log: Path) -> None:
    """Begin a log anew when it has grown large; its processes append to it and need not know."""
    if log.exists() and log.stat().st_size > _LARGEST:
        shutil.copyfile(log, log.with_suffix(".log.1"))
        os.truncate(log, 0)


def grave(line: str) -> str | None:
    """The words of a log line that tells of an error, None for every other line. JSON lines and plain ones."""
    try:
        entry = json.loads(line)
    except ValueError:
        return line.strip() if _GRAVE.search(line) else None
    if not isinstance(entry, dict) or entry.get("level") not in ("ERROR", "CRITICAL"):
        return None
    return f"{entry['level']} {entry.get('logger', '')}: {entry.get('message', '')}"


class Tail:
    """What is added to a log from now on, line by line."""

    def __init__(self, log: Path) -> None:
        self.log = log
        self._read = log.stat().st_size if log.exists() else 0

    def new_lines(self) -> list[str]:
        """The complete lines since the last call."""
        size = self.log.stat().st_size if self.log.exists() else 0
        if size < self._read:  # begun anew
            self._read = 0
        if size == self._read:
            return []
        with self.log.open("rb") as file:
            file.seek(self._read)
            complete, newline, _ = file.read(size - self._read).rpartition(b"\n")
        self._read += len(complete) + len(newline)
        return complete.decode(errors="replace").splitlines()
