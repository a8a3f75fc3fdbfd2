from argparse import ArgumentParser, Namespace
from typing import Any

from django.core.management.base import BaseCommand

from hostops.embedded import up


class Command(BaseCommand):
    """Lists `up` among the commands. `manage.py` itself runs it, before Django's settings need their servers."""

    help = "Run the whole portal on this machine: database, queue, web server, worker and beat."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        up.add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        raise SystemExit(up.run(Namespace(**options)))
