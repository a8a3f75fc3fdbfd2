"""The terms of schedules, read as the lines of slots that they make."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from functools import lru_cache

from backups.models import Promise, Terms
from backups.promises import tier_of
from backups.rules.line import Line, Stretch
from hostops.clocks.slots import next_slot
from hostops.policies.binding import LARGE

_INSTANT = timedelta(microseconds=1)
PromisedLine = Line[Promise]
_NOTHING: PromisedLine = Line(())


def lines_of(schedules: Collection[int]) -> Mapping[int, PromisedLine]:
    """By schedule id, what was promised from when until when; two statements, however many schedules."""
    found: dict[int, list[Stretch[Promise]]] = defaultdict(list)
    rows = Terms.objects.filter(schedule__in=schedules).order_by("schedule", "from_at")
    terms = list(rows.values_list("schedule_id", "promise_id", "from_at", "until_at"))
    promises = promises_by_id({promise for _, promise, _, _ in terms})
    for schedule, promise_id, start, end in terms:
        promise = promises[promise_id]
        found[schedule].append(Stretch(tier_of(promise), promise.timezone, start, end, promise))
    return {schedule: Line(tuple(found[schedule])) if schedule in found else _NOTHING for schedule in schedules}


def promises_by_id(ids: Collection[int]) -> Mapping[int, Promise]:
    """Promises with their versions: a few, whatever the number of schedules. One statement."""
    return Promise.objects.select_related("version__policy").defer(*LARGE).in_bulk(list(ids))


def next_of(line: PromisedLine, after: datetime) -> tuple[datetime, Promise] | None:
    """The first slot later than `after`, with its promise; None where nothing is expected any more, or never was."""
    for stretch in line.stretches:
        promise = stretch.promise
        slot = _after(promise, promise.sha256, max(after, stretch.start - _INSTANT))
        if slot is not None and (stretch.end is None or slot < stretch.end):
            return slot, promise
    return None


# Thousands of servers share a slot. The hash stands beside the promise, since a test's database may give an id twice.
@lru_cache(maxsize=8192)
def _after(promise: Promise, _: str, after: datetime) -> datetime | None:
    return next_slot(tier_of(promise), promise.timezone, after)
