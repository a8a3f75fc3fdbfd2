"""One size: a database of its own, loaded, served, measured."""

import os
from pathlib import Path

from django.core.management import call_command
from django.db import connection, connections
from django.db.backends.postgresql.psycopg_any import sql

from tests.bench.figures import clockwork, faces
from tests.bench.figures.backups import backups
from tests.bench.figures.maintenance import maintenance
from tests.bench.figures.patching import patching
from tests.bench.load import Loader
from tests.bench.measure import Figure
from tests.bench.plans import costliest
from tests.bench.serving import served
from tests.bench.world import build_world


def measured(size: int, data: Path) -> tuple[list[Figure], list[str]]:
    """The figures at `size` cases, and the plans behind those that missed."""
    _use_database(f"bench_{size}")
    call_command("migrate", interactive=False, verbosity=0)
    world = build_world()
    Loader(world, size).run()
    with served(data) as client:
        figures = [
            *faces.pages(client, world),
            *faces.listing(client, world),
            *faces.search(client, world),
            *faces.filing(client, world),
            *maintenance(client, world),
            *backups(client, world, size),
            *patching(client, world, size),
        ]
        figures += [*clockwork.sweeping(), *clockwork.lag(), *clockwork.deadlines()]
        missed = [figure for figure in figures if figure.met is False]
        return figures, [plan for figure in missed if (plan := costliest(world.engineers[0], figure.name))]


def _use_database(name: str) -> None:
    """Make a database and let this process, and the servers it starts, use it."""
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    old = connection.settings_dict["NAME"]
    os.environ["DATABASE_URL"] = os.environ["DATABASE_URL"].replace(f"/{old}?", f"/{name}?")
    connections.close_all()
    connection.settings_dict["NAME"] = name
