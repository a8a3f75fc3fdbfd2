from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from hostops.alerts.actions import clock_watch_again
from hostops.clocks.models import Clock


class Command(BaseCommand):
    help = "Show the clocks that the sweep could not handle and has set aside, with why; --again has it try them again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--again", action="store_true", help="after the cause is mended")

    def handle(self, *args: Any, **options: Any) -> None:
        aside = Clock.objects.live().exclude(set_aside="").select_related("subject").order_by("pk")
        for clock in aside:
            self.stdout.write(f"{clock.pk}  {clock.subject.reference}  {clock.kind}  {clock.set_aside}")
            if options["again"]:
                clock_watch_again(actor=None, clock=clock)
