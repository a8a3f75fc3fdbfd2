"""DATABASE_URL and REDIS_URL are honoured: the portal uses those, and starts none of its own."""

from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest
import redis

from hostops.embedded.valkey import running_valkey
from tests.databases import ready_copy
from tests.embedded.running import command, portal
from tests.embedded.test_start_postgres import ask


@pytest.fixture
def database() -> Iterator[str]:
    """Theirs, with all tables but one, so that to make the tables there takes no time."""
    with ready_copy("hostops_given") as url:
        ask(url, "DROP TABLE django_session")
        ask(url, "DELETE FROM django_migrations WHERE app = 'sessions'")
        yield url


def test_both_given(folder: Path, database: str) -> None:
    theirs, ours = folder / "theirs", folder / "ours"
    with running_valkey(theirs) as queue:
        with portal(ours, DATABASE_URL=database, REDIS_URL=queue) as started:
            assert not any("Demo" in line for line in started.lines), "demo data is for a database of our own"
            assert ask(database, "SELECT count(*) FROM django_session") == "0"
            assert redis.Redis.from_url(queue).dbsize() > 0
            assert not (ours / "postgres").exists()
            assert not (ours / "run" / "valkey.pid").exists()
            beside = command(
                ours,
                "shell",
                "-c",
                "from django.db import connection as c; c.ensure_connection(); print(c.connection.info.dbname)",
            )
            assert beside.stdout.splitlines()[-1] == ask(database, "SELECT current_database()")
        with psycopg2.connect(database):
            pass  # theirs runs on
