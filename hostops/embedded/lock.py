"""One run for each data folder: a lock that the system itself releases when its holder is gone."""

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TextIO

_SECONDS = 0.5  # a look at the lock holds it for a moment; wait that out


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a lock: the process, what it does (`make run`, `manage.py shell`), and the page it serves, if any."""

    pid: int
    what: str
    url: str = ""


class Held(Exception):
    """Somebody else holds the lock; `holder` is None if they have not yet said who."""

    def __init__(self, holder: Holder | None) -> None:
        super().__init__(f"held by {holder}")
        self.holder = holder


@contextmanager
def held(path: Path, holder: Holder) -> Iterator[Holder | None]:
    """Hold the lock inside the block. Gives the earlier holder who went without releasing it, else None.

    Raises Held if another process has it.
    """
    with path.open("a+") as file:
        _take(file)
        before = _read(file)
        _write(file, json.dumps(asdict(holder)))
        try:
            yield before
        finally:
            _write(file, "")


def holder_of(path: Path) -> Holder | None:
    """Who holds the lock now; None if nobody does."""
    try:
        with path.open("r") as file:
            if _locked(file, fcntl.LOCK_SH):
                return None
            return _read(file) or Holder(0, "another command")
    except FileNotFoundError:
        return None


@contextmanager
def shared(path: Path) -> Iterator[None]:
    """Be one of those who use something that must not go while they do; see `wait_for_all`."""
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_SH)
        yield


def wait_for_all(path: Path) -> None:
    """Wait until nobody is in `shared` any more."""
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)


def _take(file: TextIO) -> None:
    deadline = time.monotonic() + _SECONDS
    while not _locked(file, fcntl.LOCK_EX):
        if time.monotonic() > deadline:
            raise Held(_read(file))
        time.sleep(0.02)


def _locked(file: TextIO, kind: int) -> bool:
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _read(file: TextIO) -> Holder | None:
    file.seek(0)
    try:
        return Holder(**json.load(file))
    except (ValueError, TypeError):
        return None


def _write(file: TextIO, text: str) -> None:
    file.seek(0)
    os.ftruncate(file.fileno(), 0)
    file.write(text)
    file.flush()
