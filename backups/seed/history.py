"""The copies that the demo's tools made: those of a day for two months, the rarer ones for a year."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from backups.lines import PromisedLine, lines_of
from backups.models import Run, Schedule
from backups.promises import due_of
from backups.seed.evening import HOSTNAME, TIER
from backups.seed.incidents import Incident, incident
from backups.seed.tools import Tool, removed, tool_of
from hostops.lib.demo import Demo

# So that a report of the last month has all of it.
_DAYS = timedelta(days=63)
_DAILY = ("daily", "nightly")
_MINUTE = timedelta(minutes=1)
_BATCH = 1000
# Days before the present on which somebody made a copy beside the schedule.
_OCCASIONS = (9, 40, 75)


@dataclass(frozen=True)
class Copies:
    """`before` is written; `standing` of it counts for the slots at which the clocks begin. `since` is to be heard."""

    before: Sequence[Run]
    standing: Sequence[Run]
    since: Sequence[Run]


def copies(demo: Demo, since: datetime, chance: Random) -> Copies:
    schedules = list(Schedule.objects.select_related("server").order_by("pk"))
    lines = lines_of([one.pk for one in schedules])
    made = [removed(run, demo.present) for one in schedules for run in _of(one, lines[one.pk], demo.present, chance)]
    before = Run.objects.bulk_create([run for run in made if run.finished_at < since], batch_size=_BATCH)
    slots = {one.pk: lines[one.pk].slot_at(since) for one in schedules}
    standing = [run for run in before if run.slot_at and run.slot_at == slots[run.schedule_id]]
    later = sorted((run for run in made if run.finished_at >= since), key=lambda run: run.finished_at)
    return Copies(before, standing, later)


def _of(schedule: Schedule, line: PromisedLine, present: datetime, chance: Random) -> Iterator[Run]:
    last = line.stretches[-1]
    tool = tool_of(schedule, last.tier, last.promise.version.parsed.policy.timezone, chance)
    if last.tier.time_of_day is None:
        for days in _OCCASIONS:
            yield tool.run(schedule, None, present - timedelta(days=days, hours=chance.uniform(2, 9)), chance)
        return
    first = present - _DAYS if last.tier.cadence in _DAILY else line.stretches[0].start
    slots = [(slot, due_of(stretch.promise, slot)) for slot, stretch in line.slots(first, present)]
    due = sum(due_at < present for _, due_at in slots)
    for place, (slot, due_at) in enumerate(slots):
        befell = incident(schedule.server.hostname, schedule.tier, due - 1 - place)
        awaited = place >= due and (schedule.server.hostname, schedule.tier) == (HOSTNAME, TIER)
        runs = () if awaited else _runs(tool, schedule, slot, due_at, befell, chance)
        yield from (run for run in runs if run.finished_at < present)


def _runs(
    tool: Tool, schedule: Schedule, slot: datetime, due_at: datetime, befell: Incident | None, chance: Random
) -> Iterator[Run]:
    """What was heard for a slot: as a rule a good run a few minutes after it."""
    starts = slot + chance.uniform(0.2, 6) * _MINUTE
    match befell.what if befell else "":
        case "missed":
            return
        case "failed" | "failed_first" as what:
            assert befell
            yield tool.failed(schedule, slot, starts, chance, befell.message)
            if what == "failed_first":
                yield tool.run(schedule, slot, starts + (due_at - slot) / 2, chance)
        case "ran_on":
            run = tool.run(schedule, slot, starts, chance)
            run.finished_at = due_at + 47 * _MINUTE
            yield run
        case "came_late":
            yield tool.run(schedule, slot, due_at + 95 * _MINUTE, chance)
        case "suspicious":
            yield _doubtful(tool, tool.run(schedule, slot, starts, chance, size=0.12))
        case _:
            run = tool.run(schedule, slot, starts, chance)
            run.status, run.message = ("warning", befell.message) if befell else (run.status, "")
            yield run


def _doubtful(tool: Tool, run: Run) -> Run:
    """As it is found by the policy's bounds (`backups.rules.suspicion`)."""
    run.suspicious = [
        {"what": "size", "value": run.bytes, "median": round(tool.bytes), "percent": 12, "bound": 50, "runs": 14}
    ]
    return run
