"""The demo's data, made once for a whole run of the tests: whoever wants it gets a copy of the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tests.databases import copied, made_once, ready_database, shared_folder, url_of

_ORIGINAL = "hostops_demo"


@dataclass(frozen=True)
class Copy:
    """`name` is a database that only its owner uses, `media` the files of all; the past reaches up to `at`."""

    name: str
    url: str
    media: Path
    at: datetime


@contextmanager
def demo_copy() -> Iterator[Copy]:
    """A database with the demo's data, on the server of the run; it goes with the block."""
    at = made_once(_ORIGINAL, [("demo_seed",)], ready_database(), folder="demo")
    with copied(_ORIGINAL, _ORIGINAL) as name:
        yield Copy(name, url_of(name), shared_folder() / "demo" / "media", at)
