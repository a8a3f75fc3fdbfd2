"""What a person sees while the portal starts: a line for each step, with the time it took."""

import sys
import time
from contextlib import suppress

from hostops.embedded.signins import PASSWORD, SIGN_INS

_NAME_WIDTH = 24
_CLEAR = "\r\033[K"  # back to the beginning of the line, and empty it
_STILL = 10.0  # seconds between two signs of life where lines cannot be rewritten


class StepLine:
    """The line of one step. On a terminal it is rewritten in place; elsewhere (a file, a pipe) lines follow."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._began = self._told = time.monotonic()
        self._live = sys.stdout.isatty()
        if self._live:
            self.progress("")

    def progress(self, detail: str) -> None:
        """Say that it goes on, and with what."""
        now = time.monotonic()
        if self._live:
            self._rewrite(f"  {self._title:<{_NAME_WIDTH}} {now - self._began:5.1f} s  {detail[:60]}")
        elif now - self._told > _STILL:
            self._told = now
            say(f"  {self._title:<{_NAME_WIDTH}} {now - self._began:5.1f} s so far  {detail[:60]}")

    def done(self, remark: str = "") -> None:
        """Close the line, with the time it took."""
        line = f"  {self._title:<{_NAME_WIDTH}} {time.monotonic() - self._began:5.1f} s  {remark}".rstrip()
        if self._live:
            self._rewrite(line + "\n")
        else:
            say(line)

    def _rewrite(self, line: str) -> None:
        _print(f"{_CLEAR}{line}")


def say(line: str) -> None:
    """A line for whoever started the portal; on a terminal it takes the place of a step's line that is not done."""
    _print(f"{_CLEAR if sys.stdout.isatty() else ''}{line}\n")


def complain(line: str) -> None:
    """A line about what went wrong."""
    with suppress(OSError):
        print(f"hostops: {line}", file=sys.stderr, flush=True)


def _print(text: str) -> None:
    """A reader who has gone (a closed terminal, a `head`) keeps the portal neither from running nor from stopping."""
    with suppress(OSError):
        print(text, end="", flush=True)


def show_sign_ins() -> None:
    """The table of the demo's people."""
    from rich.console import Console  # only here: it takes its time to load
    from rich.table import Table

    table = Table(title=f"Demo sign-ins, password {PASSWORD} for all", title_justify="left")
    for column in ("username", "role", "account"):
        table.add_column(column)
    for person in SIGN_INS:
        table.add_row(person.username, person.role, person.account or "staff")
    Console().print(table)
