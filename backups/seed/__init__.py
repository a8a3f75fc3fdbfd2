"""Demo backups: a year of schedules and copies, the last days heard of one by one, so that alerts came as in life."""

from datetime import timedelta
from random import Random

from backups.actions.schedules import schedules_follow
from backups.seed import book, hearing, retention
from backups.seed.evening import after_the_reports
from backups.seed.history import copies
from backups.seed.nights import nights
from backups.turning import runs_heard
from hostops.accounts.models import Server
from hostops.lib.demo import Demo
from hostops.lib.now import moved_to

_CHANCE = 118
# Since then the clocks run; what ended before is history that counts for slots alone.
_HEARD = timedelta(days=8)
_OF_OLD, _YEAR = timedelta(days=300), timedelta(days=364)


def seed(demo: Demo) -> None:
    """1. Schedules since the contracts began, and from some days ago their clocks.
    2. Terms that a contract set otherwise, by which a nightly copy is due soon after the present, and none will come.
    3. Copies: those before the clocks as they are, those since one night after the other.
    """
    since = demo.present - _HEARD
    with moved_to(since):
        old = Server.objects.filter(registered_at__lt=demo.present - _OF_OLD)
        schedules_follow(actor=None, servers=old, since=demo.present - _YEAR)
        for server in Server.objects.filter(registered_at__gte=demo.present - _OF_OLD, registered_at__lt=since):
            schedules_follow(actor=None, servers=Server.objects.filter(pk=server.pk), since=server.registered_at)
    after_the_reports(demo, since)
    made = copies(demo, since, Random(_CHANCE))  # noqa: S311 - for stories, guards nothing
    with moved_to(since):
        runs_heard(made.standing, actor=None)
    demo.stage.enlist(since, nights(made.since))
    retention.seed(demo)
    hearing.seed(demo)
    book.seed(demo, since)
    demo.say(f"{len(made.before) + len(made.since)} runs of backups in a year")
