"""What tools did with copies whose time was over, and with those whose time was not.

The portal deletes nothing: it says which copies may go (`RunQuerySet.expirable`), and is told
which went. What went is on record whether it might or not; a copy that went before its time, or
under a hold, is an alert.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from django.conf import settings
from django.db import transaction

from backups.actions.losing import Loss, losses_raise
from backups.models import Hold, Run, Schedule
from hostops.accounts.roles import require
from hostops.journal.actions import record
from hostops.lib.errors import BadField
from hostops.lib.now import now

EXPIRE = "backups.copy.expire"
What = Literal["expired", "early", "held", "known", "no_copy", "unknown"]


@dataclass(frozen=True, slots=True)
class Gone:
    """A copy that a tool removed; `at` None is just now."""

    run: int | None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """`expired` as it should; `early` or `held`, which alerts; `known` before; `no_copy`; `unknown` to the caller."""

    run: int | None
    what: What


@transaction.atomic
def copies_gone(*, actor: Any, gone: Sequence[Gone]) -> list[Outcome]:
    """Record that tools removed copies; an outcome for each of `gone`, in order.

    1. The runs are locked, as far as the actor may see them.
    2. An instant to come, or before the run ended, is a BadField, and nothing is recorded. One
       ahead by no more than the clocks of two machines differ is read as now.
    3. What went before its time, or while a hold kept it, raises an alert for each schedule.
    """
    require(actor, EXPIRE)
    present = now()
    runs = _locked(actor, {one.run for one in gone if one.run is not None})
    told = [(one.run, min(one.at or present, present)) for one in gone]
    _check(gone, runs, present)
    held = _held(told)
    outcomes = [_outcome(runs.get(run or 0), run, at, held) for run, at in told]
    _write(actor, runs, outcomes)
    return outcomes


def _locked(actor: Any, ids: set[int]) -> dict[int, Run]:
    seen = Run.objects.visible_to(actor).select_for_update(of=("self",)).order_by("pk")
    return {run.pk: run for run in seen.select_related("schedule__subject", "schedule__server").filter(pk__in=ids)}


def _check(gone: Sequence[Gone], runs: dict[int, Run], present: datetime) -> None:
    if wrong := dict(_wrong(gone, runs, present + timedelta(seconds=settings.BACKUP_CLOCK_SKEW_SECONDS))):
        raise BadField(wrong)


def _wrong(gone: Sequence[Gone], runs: dict[int, Run], latest: datetime) -> Iterator[tuple[str, str]]:
    for number, one in enumerate(gone):
        run = runs.get(one.run or 0)
        if one.at and one.at > latest:
            yield f"copies.{number}.deleted_at", "This is still to come."
        elif one.at and run and one.at < run.finished_at:
            yield f"copies.{number}.deleted_at", "This is before the run ended that left the copy."


def _held(told: Sequence[tuple[int | None, datetime]]) -> set[tuple[int, datetime]]:
    """Which of them a hold kept at that instant; by one query for those that have any hold at all."""
    holds = list(Hold.objects.filter(run__in={run for run, _ in told if run is not None}))
    return {(run, at) for run, at in told if run for hold in holds if hold.run_id == run and hold.holds_at(at)}


def _outcome(run: Run | None, named: int | None, at: datetime, held: set[tuple[int, datetime]]) -> Outcome:
    """What it came to; marks the run, so that the same copy told twice in one report is known the second time."""
    if run is None:
        return Outcome(named, "unknown")
    if run.expires_at is None:
        return Outcome(run.pk, "no_copy")
    if run.deleted_at is not None:
        return Outcome(run.pk, "known")
    run.deleted_at = at
    if (run.pk, at) in held:
        return Outcome(run.pk, "held")
    return Outcome(run.pk, "expired" if run.expires_at <= at else "early")


def _write(actor: Any, runs: dict[int, Run], outcomes: Sequence[Outcome]) -> None:
    new = {outcome.run: outcome.what for outcome in outcomes if outcome.what in ("expired", "early", "held")}
    went = [run for pk, run in runs.items() if pk in new]
    Run.objects.bulk_update(went, ["deleted_at"])
    for schedule in sorted({run.schedule for run in went}, key=lambda one: one.pk):
        own = [run for run in went if run.schedule_id == schedule.pk]
        _noted(actor, schedule, own, new)
        losses_raise(schedule, [Loss(run, new[run.pk] == "held") for run in own if new[run.pk] != "expired"])


def _noted(actor: Any, schedule: Schedule, went: Sequence[Run], new: Mapping[int | None, What]) -> None:
    by_what = {what: [run.pk for run in went if new[run.pk] == what] for what in ("expired", "early", "held")}
    record(
        actor=actor,
        verb="backups.copy.gone",
        kind="backup",
        object_id=schedule.pk,
        reference=schedule.number,
        after={what: ids for what, ids in by_what.items() if ids},
    )
