"""DATABASE_URL and REDIS_URL are honoured: the portal uses those, and starts none of its own."""

from pathlib import Path

import psycopg2
import redis

from hostops.embedded.postgres import running_postgres
from hostops.embedded.valkey import running_valkey
from tests.embedded.running import command, portal
from tests.embedded.test_start_postgres import ask


def test_both_given(folder: Path) -> None:
    theirs, ours = folder / "theirs", folder / "ours"
    with running_postgres(theirs, durable=False) as database, running_valkey(theirs) as queue:
        with portal(ours, DATABASE_URL=database, REDIS_URL=queue) as started:
            assert not any("Demo" in line for line in started.lines), "demo data is for a database of our own"
            assert ask(database, "SELECT count(*) FROM django_migrations") != "0"
            assert redis.Redis.from_url(queue).dbsize() > 0
            assert not (ours / "postgres").exists()
            assert not (ours / "run" / "valkey.pid").exists()
            beside = command(
                ours,
                "shell",
                "-c",
                "from django.db import connection as c; c.ensure_connection(); print(c.connection.dsn)",
            )
            assert str((theirs / "postgres").resolve()) in beside.stdout
        with psycopg2.connect(database):
            pass  # theirs runs on
