"""The last nights, told in the order of time: what ended is heard of, clocks turn, and somebody says what was done."""

from datetime import datetime, timedelta
from itertools import groupby

from backups.models import Run
from backups.seed.history import Copies
from backups.turning import runs_heard, slots_turn
from hostops.lib.stage import Story

_HOUR = timedelta(hours=1)


def nights(made: Copies) -> Story:
    """Each hour in which something ended, at its end."""
    runs_heard(made.standing, actor=None)
    for heard_at, runs in groupby(made.since, _heard_at):
        yield heard_at
        slots_turn()
        runs_heard(Run.objects.bulk_create(runs), actor=None)


def _heard_at(run: Run) -> datetime:
    return run.finished_at.replace(minute=0, second=0, microsecond=0) + _HOUR
