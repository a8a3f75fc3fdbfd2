"""The last nights, told in the order of time: what ended is heard of, and clocks turn."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby

from backups.models import Run
from backups.turning import runs_heard, slots_turn
from hostops.lib.stage import Story

_HOUR = timedelta(hours=1)


def nights(since: Sequence[Run]) -> Story:
    """Each hour in which something ended, at its end."""
    for heard_at, runs in groupby(since, _heard_at):
        yield heard_at
        slots_turn()
        runs_heard(Run.objects.bulk_create(runs), actor=None)


def _heard_at(run: Run) -> datetime:
    return run.finished_at.replace(minute=0, second=0, microsecond=0) + _HOUR
