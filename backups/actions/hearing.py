"""Recording what tools and people tell of runs: one or thousands, in a fixed number of statements.

1. Each run is given to a schedule by its names; what has none is kept aside for a person.
2. The schedules are locked in the order of their keys, so that two reports of one wait for each other.
3. A run that is known already is not doubled: what was missing is filled in, a contradiction is kept aside.
4. The new ones get slot and expiry by the terms in force when they ended, and are judged by their history.
5. The schedules' clocks hear of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.db import transaction

from backups.asides import Aside, keep_aside
from backups.bindings import Bound, bound_schedules
from backups.history import judge
from backups.inserting import runs_insert
from backups.known import Key, differences, fill, find, known_runs
from backups.models import Run, Schedule, Stray
from backups.models.run import Status, Via
from backups.models.stray import Why
from backups.naming import Unplaced, placed
from backups.times import Backwards, times_of
from backups.told import LONGEST_ID, LONGEST_MESSAGE, Told
from backups.turning import runs_heard
from hostops.accounts.roles import require
from hostops.lib.errors import BadField
from hostops.lib.now import now
from hostops.lib.text import clean_line, clean_text

REPORT = "backups.run.report"
_FILLED = ("started_at", "bytes", "tool", "message", "detail", "needs", "suspicious")
_AT_ONCE = 1000


class What(StrEnum):
    CREATED = "created"
    KNOWN = "known"
    FILLED = "filled"
    DIFFERS = "differs"
    KEPT_ASIDE = "kept_aside"


@dataclass(slots=True)
class Outcome:
    """What became of one run: the run, or what was kept aside and why in words."""

    what: What
    run: Run | None = None
    stray: Stray | None = None
    detail: str = ""


class EndsFirst(BadField):
    """A run ended before it began; `index` says which of those told. Nothing is stored."""

    def __init__(self, index: int) -> None:
        super().__init__({"finished_at": "It ends before it starts."})
        self.index = index


@dataclass(slots=True)
class _Batch:
    """What is at hand while the runs are gone through, and what they came to."""

    actor: Any
    via: str
    at: datetime
    bounds: dict[int, Bound]
    known: dict[Key, Run]
    new: list[Run] = field(default_factory=list)
    filled: dict[int, Run] = field(default_factory=dict)
    asides: list[tuple[Outcome, Aside]] = field(default_factory=list)


@transaction.atomic
def runs_record(*, actor: Any, told: Sequence[Told], via: str = Via.REST) -> list[Outcome]:
    """Record the runs; what became of each, in their order. `actor` None is the portal, for a ping.

    Raises NotAllowed for a role that may not report, and EndsFirst, before anything is stored.
    """
    require(actor, REPORT)
    places = placed(actor, told)
    batch = _batch(actor, told, places, via)
    outcomes = [_heard(batch, index, each, place) for index, (each, place) in enumerate(zip(told, places, strict=True))]
    judge([*batch.new, *batch.filled.values()])
    runs_insert(batch.new)
    Run.objects.bulk_update(batch.filled.values(), _FILLED, batch_size=_AT_ONCE)
    _keep(batch)
    runs_heard(batch.new, actor=actor)
    return outcomes


def _batch(actor: Any, told: Sequence[Told], places: Sequence[int | Unplaced], via: str) -> _Batch:
    keys = {place for place in places if isinstance(place, int)}
    locked = Schedule.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk")
    list(locked.values_list("pk"))
    pairs = [(place, each) for place, each in zip(places, told, strict=True) if isinstance(place, int)]
    return _Batch(actor, via, now(), dict(bound_schedules(keys)), known_runs(pairs))


def _heard(batch: _Batch, index: int, told: Told, place: int | Unplaced) -> Outcome:
    if isinstance(place, int) and place not in batch.bounds:
        place = Unplaced(Why.TIER, "No policy says yet what is promised of it.")
    if isinstance(place, Unplaced):
        return _aside(batch, told, place, None)
    try:
        times = times_of(told, batch.bounds[place].zone(batch.at), batch.at)
    except Backwards:
        raise EndsFirst(index) from None
    if times[1] > batch.at + timedelta(seconds=settings.BACKUP_CLOCK_SKEW_SECONDS):
        return _aside(batch, told, Unplaced(Why.FUTURE, "It ends in the future."), place)
    run = find(batch.known, place, told)
    return _again(batch, run, told, times) if run else _new(batch, place, told, times)


def _again(batch: _Batch, run: Run, told: Told, times: tuple[datetime | None, datetime]) -> Outcome:
    different = differences(run, told, times)
    if different:
        words = f"The run {run.external_id} is known with another {', '.join(different)}."
        outcome = _aside(batch, told, Unplaced(Why.DIFFERS, words), run.schedule_id)
        outcome.what, outcome.run = What.DIFFERS, run
        return outcome
    filled = fill(run, told, times)
    if filled and run.pk:
        batch.filled[run.pk] = run
    return Outcome(What.FILLED if filled else What.KNOWN, run)


def _new(batch: _Batch, schedule: int, told: Told, times: tuple[datetime | None, datetime]) -> Outcome:
    start, end = times
    bound = batch.bounds[schedule]
    reckoned = {"reckoned": list(told.reckoned)} if told.reckoned else {}
    run = Run(
        schedule_id=schedule,
        slot_at=bound.slot(end),
        started_at=start,
        finished_at=end,
        status=told.status,
        bytes=told.bytes,
        external_id=clean_line(told.external_id)[:LONGEST_ID],
        tool=clean_line(told.tool)[:20],
        message=clean_text(told.message)[:LONGEST_MESSAGE],
        detail={**told.detail, **reckoned},
        needs=None if told.needs is None else list(told.needs),
        via=batch.via,
        received_at=batch.at,
        received_by=batch.actor,
        expires_at=bound.expires(end) if told.copy and told.status != Status.FAILED else None,
    )
    batch.new.append(run)
    if run.external_id:
        batch.known[schedule, run.external_id] = run
    return Outcome(What.CREATED, run)


def _aside(batch: _Batch, told: Told, why: Unplaced, schedule: int | None) -> Outcome:
    outcome = Outcome(What.KEPT_ASIDE, detail=why.words)
    ended = told if told.finished_at else told.at(finished_at=batch.at, reckoned=("finished_at",))
    batch.asides.append((outcome, Aside(ended, why.why, schedule)))
    return outcome


def _keep(batch: _Batch) -> None:
    if batch.asides:
        strays = keep_aside([aside for _, aside in batch.asides], actor=batch.actor, at=batch.at)
        for (outcome, _), stray in zip(batch.asides, strays, strict=True):
            outcome.stray = stray
