from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hostops.policies.actions import policy_publish
from hostops.policies.loading import bundled, load
from hostops.policies.openings import openings
from hostops.policies.problems import PolicyError


class Command(BaseCommand):
    help = "Publish policy documents: those of the portal, or the files named. An unchanged one stays as it is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="*", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        for path in options["files"] or bundled():
            try:
                version = policy_publish(actor=None, document=load(path))
            except (PolicyError, OSError) as error:
                raise CommandError(str(error)) from None
            self.stdout.write(f"{version} stands")
            for opening in openings(version):
                self.stdout.write(f"  left open by {', '.join(opening.clauses)}: {opening.words} {opening.mend}")
