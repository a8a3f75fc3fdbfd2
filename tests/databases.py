"""Databases that are made once for a whole run of the tests: whoever wants one gets a copy, which takes no time."""

import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg2
from psycopg2 import sql

from hostops.embedded.places import REPOSITORY

# With all tables and triggers and the published policies, as every portal has them.
READY = "hostops_ready"
_COMMANDS = (("migrate", "--no-input", "--verbosity", "0"), ("policies_publish",))


def ready_database() -> str:
    """The name of a database to copy, which nobody is connected to; made by whoever asks first."""
    made_once(READY, _COMMANDS)
    return READY


def made_once(name: str, commands: Sequence[Sequence[str]], template: str = "template1", folder: str = "") -> datetime:
    """Make the database of that name from the template by the commands of `manage.py`, once in a run; when that was."""
    done = shared_folder() / f"{name}.made"
    with _alone(name):
        if not done.exists():
            at = datetime.now(UTC)
            tell(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
            copy(template, name)
            environ = os.environ | {"DATABASE_URL": url_of(name), "HOSTOPS_DATA": str(shared_folder() / folder)}
            for command in commands:
                full = [sys.executable, "manage.py", *command]
                subprocess.run(full, cwd=REPOSITORY, env=environ, check=True, stdout=subprocess.DEVNULL)
            done.write_text(at.isoformat())
    return datetime.fromisoformat(done.read_text())


def copy(template: str, name: str) -> None:
    """A copy of a database that is ready; PostgreSQL makes one at a time of the same."""
    with _alone(f"{template}-copied"):
        tell(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template)))


@contextmanager
def ready_copy(name: str) -> Iterator[str]:
    """The URL of a copy of the ready database, on the server of the run; it goes with the block."""
    with copied(ready_database(), name) as made:
        yield url_of(made)


@contextmanager
def copied(template: str, name: str) -> Iterator[str]:
    """A copy that only its owner uses, under a name that begins with this; it goes with the block."""
    made = f"{name}_{uuid4().hex[:8]}"
    copy(template, made)
    try:
        yield made
    finally:
        tell(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(made)))


@contextmanager
def _alone(what: str) -> Iterator[None]:
    with (shared_folder() / f"{what}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def shared_folder() -> Path:
    """That of the run, which all its workers can reach."""
    own = Path(os.environ["HOSTOPS_DATA"])
    return own.parent if os.environ.get("PYTEST_XDIST_WORKER") else own


def url_of(name: str) -> str:
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def tell(statement: sql.Composed) -> None:
    connection = psycopg2.connect(os.environ["DATABASE_URL"])
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
    finally:
        connection.close()
