"""A run that failed is told at once: an alert of its own on the cycle of its slot, once for each slot.

Only of the slot that is on now: a failure of days ago is in that day's exceptions. One after which a
good copy came is not told, and none of a slot that a window excuses.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from backups.models import Run
from backups.models.run import Status
from backups.places import Place
from backups.promises import thresholds_of
from hostops.alerts.crossed import BREACH
from hostops.alerts.models import Alert
from hostops.clocks.models import Cycle
from hostops.lib.now import now

# Its key in the record of alerts, beside a clock's thresholds.
FAILED = "failed"


def failures_tell(places: Sequence[Place], told: Mapping[int, Sequence[Run]]) -> None:
    """Raise what is to be told of the runs; three statements where something failed, else none."""
    instant = now()
    failed = [(place, run) for place in places if (run := _failed(place, told[place.schedule.pk], instant))]
    if not failed:
        return
    good = _good_since([run for _, run in failed])
    left = [(place, run) for place, run in failed if good.get(run.schedule_id, run.finished_at) <= run.finished_at]
    numbers = _numbers(left)
    rows = [_alert(place, run, numbers[place.clock.pk], instant) for place, run in left if place.clock.pk in numbers]
    Alert.objects.bulk_create(rows, ignore_conflicts=True)


def _failed(place: Place, runs: Sequence[Run], at: datetime) -> Run | None:
    """The last run that failed in the slot that is on at `at`."""
    found = [run for run in runs if run.status == Status.FAILED]
    last = max(found, key=lambda run: (run.finished_at, run.pk), default=None)
    return last if last and last.slot_at == place.line.slot_at(at) else None


def _good_since(failed: Sequence[Run]) -> dict[int, datetime]:
    """By schedule, the end of the last good run since the first of these."""
    since = min(run.finished_at for run in failed)
    good = Run.objects.filter(schedule__in=[run.schedule_id for run in failed], finished_at__gte=since)
    rows = good.exclude(status=Status.FAILED).values_list("schedule_id", "finished_at").order_by("finished_at")
    return dict(rows)


def _numbers(failed: Sequence[tuple[Place, Run]]) -> dict[int, int]:
    """By clock: the cycle of the slot that the run counts for, one that was not cancelled."""
    cycles = Cycle.objects.filter(
        clock__in=[place.clock for place, _ in failed],
        started_at__in={run.slot_at for _, run in failed},
        cancelled_at=None,
    )
    ended = {(clock, start): number for clock, start, number in cycles.values_list("clock", "started_at", "cycle")}
    present = {
        (place.clock.pk, place.slot): place.clock.cycle for place, _ in failed if place.clock.cancelled_at is None
    }
    known: dict[Any, int] = ended | present
    return {place.clock.pk: known[key] for place, run in failed if (key := (place.clock.pk, run.slot_at)) in known}


def _alert(place: Place, run: Run, cycle: int, at: datetime) -> Alert:
    stretch = next(one for one in reversed(place.line.stretches) if run.slot_at and one.start <= run.slot_at)
    breach = next((one for one in thresholds_of(stretch.promise) if one.at == BREACH), None)
    return Alert(
        clock=place.clock,
        cycle=cycle,
        revision=0,
        threshold=FAILED,
        instant=run.finished_at,
        raised_at=at,
        tell=list(breach.tell) if breach else [],
        wakes=breach.wakes if breach else False,
        routed_at=None if breach else at,
    )
