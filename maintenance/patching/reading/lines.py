"""The lines of a tool's output. Pure."""

import re
from collections.abc import Iterator

from maintenance.patching.reading.found import Malformed

# What a terminal is told beside the words: colours, and a progress line written over itself.
_TERMINAL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_UNKEPT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def lines_of(text: str) -> Iterator[tuple[int, str]]:
    """Each line that is not empty, with its number from 1. `Malformed` where there is none, or it has controls."""
    empty = True
    for number, line in enumerate(text.split("\n"), start=1):
        plain = _TERMINAL.sub("", line.rstrip("\r")).rpartition("\r")[2].rstrip()
        if _UNKEPT.search(plain):
            raise Malformed(f"line {number}", "There are control characters in it; this is no text.")
        if plain:
            empty = False
            yield number, plain
    if empty:
        raise Malformed("line 1", "There is nothing in it. A tool that finds nothing still says so.")
