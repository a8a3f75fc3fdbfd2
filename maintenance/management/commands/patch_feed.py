import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hostops.accounts.models import Server
from hostops.lib.errors import Refused
from maintenance.patching.actions.reading import SOURCES, feed_read


class Command(BaseCommand):
    help = "Read a file of a vendor, a distribution or a server's own tool; for a crontab. - is standard input."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source", choices=SOURCES)
        parser.add_argument("file")
        parser.add_argument("--server", default="", help="the hostname: whose output it is, for apt and dnf")
        parser.add_argument("--account", default="", help="its slug, where several accounts have a server of this name")

    def handle(self, *args: Any, **options: Any) -> None:
        server = _server(options["server"], options["account"]) if options["server"] else None
        try:
            reading = feed_read(
                actor=None, source=options["source"], body=_bytes(options["file"]), server=server,
                name=Path(options["file"]).name,
            )  # fmt: skip
        except Refused as error:
            raise CommandError(f"{options['file']}: {error.detail}") from None
        counts = ", ".join(f"{number} {name}" for name, number in reading.counts.items() if number)
        self.stdout.write("The same as the last one." if reading.again else f"Read: {counts or 'nothing in it'}.")


def _bytes(name: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise CommandError(f"{name}: {error.strerror}") from None


def _server(name: str, account: str) -> Server:
    rows = Server.objects.filter(hostname__iexact=name)
    found = list(rows.filter(account__slug=account) if account else rows)
    if len(found) != 1:
        several = "Several accounts have" if found else "There is no"
        raise CommandError(f"{several} server {name!r}{'; name the account too' if found else ''}.")
    return found[0]
