"""Moving the clocks of schedules: by what was heard, and by slots that have come.

A clock's present cycle is that of one slot, from which it counts (`started_at`).

1. The first good run of the slot stops the cycle where the run ended, and the clock turns to the next slot.
2. When the next slot has come, the clock turns to it, kept or not; the sweep told of a miss when it was due.
3. When a slot has come that a service window excuses, its cycle is cancelled, with the window as reason.
4. What is heard of an earlier slot is written into that slot's cycle.

`Schedule.look_at` says when steps 2 and 3 are next to be asked, so that the cost follows what has
come, not what is scheduled. A schedule's row is locked before its clock's, here and everywhere.
"""

import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import transaction

from backups.failing import failures_tell
from backups.models import Run, Schedule
from backups.models.run import Status
from backups.places import Place, look_again, places_of
from backups.quiet import excused_by, quiet_between
from hostops.alerts.halving import in_halves
from hostops.clocks.belated import Belated, cycles_stop
from hostops.clocks.many import Cancelling, clocks_cancel
from hostops.clocks.recurring import Turn, clocks_turn
from hostops.lib.now import now

logger = logging.getLogger(__name__)

CAME, CAME_LATE, CAME_NOT = "A copy came.", "A copy of it was heard of late.", "No copy came until the next slot."
_INSTANT = timedelta(microseconds=1)
# A schedule whose look raises is looked at again after this time, and meanwhile stops nobody else.
_AGAIN = timedelta(minutes=15)


def runs_heard(runs: Sequence[Run], *, actor: Any) -> None:
    """Move the clocks of the schedules that the runs are of; call it once, in the transaction that wrote them.

    The runs have their ids and `slot_at`. A fixed number of statements, but where a clock has
    several slots to go. What failed raises its alert (`backups.failing`).
    """
    told: dict[int, list[Run]] = defaultdict(list)
    for run in runs:
        if run.slot_at is not None:
            told[run.schedule_id].append(run)
    if told:
        rows = Schedule.objects.filter(pk__in=told).order_by("pk").select_for_update(no_key=True)
        places = places_of(list(rows))
        _move_by_runs(places, told, actor)
        failures_tell(places, told)


def slots_turn(limit: int = 1000) -> int:
    """Look at schedules whose slot has come: turn their clocks, ask whether a window excuses them; how many.

    One transaction; what another worker holds is skipped.
    """
    with transaction.atomic():
        instant = now()
        due = Schedule.objects.filter(look_at__lte=instant).order_by("look_at")
        schedules = list(due.select_for_update(skip_locked=True, no_key=True)[:limit])
        in_halves(schedules, partial(_move_by_time, instant=instant), partial(_set_aside, instant=instant))
    return len(schedules)


def _move_by_runs(places: Sequence[Place], told: Mapping[int, Sequence[Run]], actor: Any) -> None:
    """Earlier slots first; then on, until each clock stands at a slot that nothing was heard of, or no copy."""
    cycles_stop((late for place in places for late in _belated(place, told[place.schedule.pk])), actor=actor)
    left = list(places)
    while left:
        _excuse([place for place in left if place.can_be_quiet and _passed_over(place, told[place.schedule.pk])])
        pairs = [(place, turn) for place in left if (turn := _turned_by(place, told[place.schedule.pk]))]
        clocks_turn((turn for _, turn in pairs), actor=actor)
        left = [place for place, _ in pairs]
        look_again(left)


def _belated(place: Place, runs: Sequence[Run]) -> list[Belated]:
    """The good runs of slots that have made room for the present one, the first of each slot."""
    since = place.line.stretches[0].start if place.line.stretches else place.slot
    first: dict[datetime, Run] = {}
    for run in sorted(runs, key=_ended):
        if run.slot_at and since <= run.slot_at < place.slot and run.status != Status.FAILED:
            first.setdefault(run.slot_at, run)
    return [Belated(place.clock.pk, slot, run.finished_at, CAME_LATE) for slot, run in first.items()]


def _turned_by(place: Place, runs: Sequence[Run]) -> Turn | None:
    """To the next slot, where a good run keeps the present one or something was heard of a later one."""
    good = _good(place, runs)
    if good and not place.over:
        return place.turn(min(good, key=_ended).finished_at, CAME)
    if _passed(place, runs):
        return place.turn(None, "" if place.over else CAME_NOT)
    return None


def _good(place: Place, runs: Sequence[Run]) -> list[Run]:
    return [run for run in runs if run.slot_at == place.slot and run.status != Status.FAILED]


def _passed(place: Place, runs: Sequence[Run]) -> bool:
    """Whether something was heard of a later slot, so that the present one makes room."""
    return any(run.slot_at and run.slot_at > place.slot for run in runs)


def _passed_over(place: Place, runs: Sequence[Run]) -> bool:
    return _passed(place, runs) and not _good(place, runs)


def _ended(run: Run) -> tuple[datetime, int]:
    return run.finished_at, run.pk


def _move_by_time(schedules: Sequence[Schedule], *, instant: datetime) -> None:
    """Slot after slot, until each clock stands at the last that has come."""
    places = left = places_of(schedules)
    while left:
        _excuse([place for place in left if place.can_be_quiet and place.slot <= instant])
        pairs = [(place, turn) for place in left if (turn := _turned_at(place, instant))]
        clocks_turn((turn for _, turn in pairs), actor=None)
        left = [place for place, _ in pairs]
    look_again(places, seen_until=instant)
    without = {one.pk for one in schedules} - {place.schedule.pk for place in places}
    if without:
        Schedule.objects.filter(pk__in=without).update(look_at=None)


def _turned_at(place: Place, instant: datetime) -> Turn | None:
    following = place.next
    if following is None or following[0] > instant:
        return None
    return place.turn(None, "" if place.over else CAME_NOT)


def _excuse(places: Sequence[Place]) -> None:
    """Cancel the cycles of slots that lie in a window: from the slot on, so that nothing of them was ever late."""
    if not places:
        return
    first, last = min(place.slot for place in places), max(place.slot for place in places)
    windows = quiet_between({place.schedule.server_id for place in places}, first, last + _INSTANT)
    found = [(place, excused_by(windows.get(place.schedule.server_id, ()), place.slot)) for place in places]
    clocks_cancel((Cancelling(place.clock, place.slot, window) for place, window in found if window), actor=None)


def _set_aside(schedule: Schedule, error: Exception, *, instant: datetime) -> None:
    logger.error("schedule not looked at", exc_info=error, extra={"schedule": schedule.number})
    Schedule.objects.filter(pk=schedule.pk).update(look_at=instant + _AGAIN)
