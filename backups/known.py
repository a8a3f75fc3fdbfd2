"""Runs that are known already: what is told again is compared, and fills in what was missing."""

from collections.abc import Iterable, Sequence
from typing import Any

from backups.models import Run
from backups.told import Told

Key = tuple[int, str]


def known_runs(told: Iterable[tuple[int, Told]]) -> dict[Key, Run]:
    """The runs of these schedules that have one of the names told, by schedule and name, in one statement."""
    asked = {(schedule, name) for schedule, each in told for name in names_of(each)}
    if not asked:
        return {}
    schedules, names = zip(*sorted(asked), strict=True)
    found = Run.objects.raw(_KNOWN, [list(schedules), list(names)])
    return {(run.schedule_id, run.external_id): run for run in found}


def names_of(told: Told) -> Sequence[str]:
    return (told.external_id, *told.also_named) if told.external_id else ()


def find(known: dict[Key, Run], schedule: int, told: Told) -> Run | None:
    """The run of the same copy, by its name or another name of it."""
    return next((known[schedule, name] for name in names_of(told) if (schedule, name) in known), None)


def differences(run: Run, told: Told, times: tuple[Any, Any]) -> list[str]:
    """Where what is told contradicts what is known: a missing value contradicts nothing, nor does a reckoned one."""
    given = {"finished_at": times[1] if told.finished_at else None, "status": told.status, "bytes": told.bytes}
    exact = [name for name in given if not _reckoned(name, run, told)]
    return [name for name in exact if None not in (given[name], known := getattr(run, name)) and given[name] != known]


def _reckoned(name: str, run: Run, told: Told) -> bool:
    return name in told.reckoned or name in run.detail.get("reckoned", ())


def fill(run: Run, told: Told, times: tuple[Any, Any]) -> list[str]:
    """Put what is told where nothing was; the fields that changed."""
    exact = not _reckoned("finished_at", run, told)
    start = times[0] if exact and times[0] and times[0] <= run.finished_at else None
    given: dict[str, Any] = {"started_at": start, "bytes": told.bytes, "tool": told.tool, "message": told.message}
    given["needs"] = None if told.needs is None else list(told.needs)
    filled = [name for name, value in given.items() if value not in (None, "") and getattr(run, name) in (None, "")]
    for name in filled:
        setattr(run, name, given[name])
    more = {name: value for name, value in told.detail.items() if name not in run.detail}
    if more:
        run.detail = {**run.detail, **more}
        filled.append("detail")
    return filled


# By the constraint that a run is known once; a list of names has its own index probe for each pair.
_KNOWN = """
SELECT run.* FROM unnest(%s::bigint[], %s::text[]) AS asked(schedule_id, external_id)
JOIN backups_run AS run ON run.schedule_id = asked.schedule_id AND run.external_id = asked.external_id
WHERE run.external_id <> ''
"""
