"""Major releases that are owed as a plan: kept by a run that is planned, owed again when no run stands (iptor:4e)."""

from typing import Any

from hostops.clocks.many import Stopping, clocks_stop
from hostops.clocks.recurring import clocks_turn
from hostops.lib.now import now
from maintenance.patching.cycles import turn_of
from maintenance.patching.models import PatchOwed, PatchResult, PatchRun
from maintenance.patching.owedrows import owed_save, told
from maintenance.patching.places import clocks_of, with_promises

_STANDS = (PatchRun.State.PLANNED, PatchRun.State.RUNNING, PatchRun.State.DONE)


def plans_heard(run: PatchRun, actor: Any) -> None:
    """A run was planned: what was owed as a plan of its releases for its servers is kept, now.

    Call it again when servers or releases were added. A fixed number of statements.
    """
    at = now()
    results = {result.server_id: result for result in run.results.all()}
    owed = PatchOwed.objects.filter(what=PatchOwed.What.PLAN, release__in=run.releases.all(), done_at=None)
    owed = owed.filter(duty__server__in=results, dropped_at=None).select_related("duty").order_by("pk")
    rows = list(owed.select_for_update(of=("self",), no_key=True))
    for row in rows:
        row.done_at, row.done_by = max(at, row.starts_at), results[row.duty.server_id]
    owed_save(rows)
    clocks = clocks_of(rows)
    reason = f"Planned as {run.number}."
    clocks_stop((Stopping(clocks[row.pk], at, reason) for row in rows if row.pk in clocks), actor=actor)
    told(((row, reason) for row in rows), "kept", actor)


def plans_undone(run: PatchRun, actor: Any, reason: str) -> None:
    """A run was cancelled: the plans that it kept are owed again, where no other run stands.

    Call it when the run's state is written. Their clocks count again to the same due instant.
    """
    owed = PatchOwed.objects.filter(what=PatchOwed.What.PLAN, done_by__run=run, dropped_at=None)
    rows = list(owed.select_related("duty").select_for_update(of=("self",), no_key=True).order_by("pk"))
    with_promises(rows)
    others = _others(rows, run)
    for row in rows:
        row.done_by = others.get((row.duty.server_id, row.release_id or 0))
        row.done_at = row.done_at if row.done_by else None
    owed_save(rows)
    undone = [row for row in rows if row.done_at is None]
    clocks = clocks_of(undone)
    turns = (turn_of(clocks[row.pk], row, reason, start=now()) for row in undone if row.pk in clocks)
    clocks_turn(turns, actor=actor)
    told(((row, reason) for row in undone), "undone", actor)


def _others(rows: list[PatchOwed], run: PatchRun) -> dict[tuple[int, int], PatchResult]:
    """Results of other runs that stand, by server and release."""
    servers, releases = {row.duty.server_id for row in rows}, {row.release_id for row in rows}
    found = PatchResult.objects.filter(server__in=servers, run__releases__in=releases, run__state__in=_STANDS)
    pairs = found.exclude(run=run).order_by("-pk").values_list("server_id", "run__releases", "pk")
    known = PatchResult.objects.in_bulk([pk for _, _, pk in pairs])
    return {(server, release): known[pk] for server, release, pk in pairs}
