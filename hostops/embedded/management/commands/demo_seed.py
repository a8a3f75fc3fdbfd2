from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from random import Random
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from hostops.accounts.seed import mark
from hostops.embedded.signins import PASSWORD, SIGN_INS
from hostops.lib.demo import Demo, SignIn
from hostops.lib.now import now
from hostops.lib.stage import Stage

# The same chance at every run, so that a demo can be talked about.
_CHANCE = 20261
_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('hostops.demo'))"


@contextmanager
def _no_savepoints() -> Iterator[None]:
    """Actions inside of the one transaction need no savepoints: what fails here ends the whole.

    They are a fifth of all words to the database.
    """
    features = connection.features
    had, features.uses_savepoints = features.uses_savepoints, False
    try:
        yield
    finally:
        features.uses_savepoints = had


class Command(BaseCommand):
    help = (
        "Fill an empty database with demo data: accounts, people, and half a year of cases. "
        "Where it is there already nothing changes; any other database is refused."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("HOSTOPS_ENV is production: demo data never goes there.")
        # One transaction: whoever stops it on the way leaves a database as empty as before.
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(_ONE_AT_A_TIME)
            if mark.is_there():
                self._say("Demo data is there; nothing was changed")
                return
            if mark.is_somebodys():
                raise CommandError(
                    "This database has accounts or people that are not the demo's, so it gets no demo data. "
                    "Give the demo a database of its own: another HOSTOPS_DATA, or another DATABASE_URL."
                )
            self._seed()

    def _seed(self) -> None:
        demo = Demo(
            stage=Stage(now()),
            random=Random(_CHANCE),  # noqa: S311 - for stories, guards nothing
            sign_ins=[SignIn(*sign_in) for sign_in in SIGN_INS],
            password=PASSWORD,
            say=self._say,
        )
        for room in settings.DEMO_SEEDS:
            import_module(room).seed(demo)
        with _no_savepoints():
            demo.stage.play()
        for last_work in demo.at_the_end:
            last_work()
        mark.leave()
        self._say("Demo data is ready")

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
