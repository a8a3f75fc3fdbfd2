"""The demo's data, made once for a whole run of the tests: whoever wants it gets a copy of the database."""

import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg2
from psycopg2 import sql

from hostops.embedded.places import REPOSITORY

_ORIGINAL = "hostops_demo"
_COMMANDS = (("migrate", "--no-input", "--verbosity", "0"), ("policies_publish",), ("demo_seed",))


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
    folder = _shared_folder()
    name = f"{_ORIGINAL}_{uuid4().hex[:8]}"
    with (folder / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # whoever comes first makes it; nobody copies while another does
        made = folder / "demo.made"
        if not made.exists():
            at = datetime.now(UTC)
            _make(folder)
            made.write_text(at.isoformat())
        _tell(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(_ORIGINAL)))
    try:
        yield Copy(name, _url(name), folder / "demo" / "media", datetime.fromisoformat(made.read_text()))
    finally:
        _tell(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _shared_folder() -> Path:
    """That of the run, which all its workers can reach."""
    own = Path(os.environ["HOSTOPS_DATA"])
    return own.parent if os.environ.get("PYTEST_XDIST_WORKER") else own


def _make(folder: Path) -> None:
    _tell(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(_ORIGINAL)))
    _tell(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(_ORIGINAL)))
    environ = os.environ | {"DATABASE_URL": _url(_ORIGINAL), "HOSTOPS_DATA": str(folder / "demo")}
    for command in _COMMANDS:
        subprocess.run(
            [sys.executable, "manage.py", *command], cwd=REPOSITORY, env=environ, check=True, stdout=subprocess.DEVNULL
        )


def _url(name: str) -> str:
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def _tell(statement: sql.Composed) -> None:
    connection = psycopg2.connect(os.environ["DATABASE_URL"])
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
    finally:
        connection.close()
