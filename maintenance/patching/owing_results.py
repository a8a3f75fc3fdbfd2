"""Results of patch runs, and what they keep: what is owed is done, and its clock stops.

1. The first done result in a period keeps it: in time up to its end, late after that. A release is kept
   by a run that has it, or that installed its version.
2. A result that was rolled back takes back what it kept, unless another done one stands.
3. A period that was closed stays as it was closed.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from hostops.clocks.belated import Belated, cycles_stop
from hostops.clocks.many import Stopping, clocks_stop
from hostops.clocks.recurring import clocks_turn
from hostops.lib.now import now
from hostops.lib.versions import Scheme
from maintenance.patching.cycles import turn_of
from maintenance.patching.models import ClosedPeriod, PatchDuty, PatchOwed, PatchResult, PatchRun, Release, Source
from maintenance.patching.owedrows import owed_save, told
from maintenance.patching.places import clocks_of, over, stands_at, with_promises
from maintenance.patching.rules.keeping import Done, Sought, first_keeping
from maintenance.patching.turning import duties_move

What = PatchOwed.What
_SCHEMES: Mapping[str, Scheme] = {Source.APT: "deb", Source.DNF: "rpm"}
# A server, and the platform of the run.
Key = tuple[int, str]


def results_heard(results: Sequence[PatchResult], actor: Any) -> None:
    """Keep what these results keep, and stop its clocks; call it once, in the transaction that wrote them.

    Results that are not `done` are passed over. What was kept later than the result says is kept
    from it on. A fixed number of statements, however many results.
    """
    heard = _Heard(results)
    if not heard.by_key:
        return
    duties = _duties(heard.by_key)
    duties_move([duty for duty in duties if duty.look_at and duty.look_at <= now()])
    instants = [one.finished_at for done in heard.by_key.values() for one in done]
    owed = _open([duty.pk for duty in duties]).filter(starts_at__lte=max(instants))
    rows = list(owed.filter(Q(done_at=None) | Q(done_at__gt=min(instants))))
    kept = [(row, done) for row in rows if (done := _kept_by(row, heard))]
    for row, done in kept:
        row.done_at, row.done_by_id = done.finished_at, done.id
    owed_save(row for row, _ in kept)
    _stop([row for row, _ in kept], heard, actor)


@dataclass
class _Heard:
    """Done results by server and platform, the earliest first, with the releases of their runs. Two statements."""

    results: Sequence[PatchResult]
    by_key: dict[Key, list[Done]] = field(default_factory=dict)
    numbers: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        done = [one for one in self.results if one.state == PatchResult.State.DONE and one.finished_at]
        runs = PatchRun.objects.in_bulk({one.run_id for one in done})
        releases: dict[int, set[int]] = {run: set() for run in runs}
        for run, release in PatchRun.releases.through.objects.filter(patchrun__in=runs).values_list(
            "patchrun_id", "release_id"
        ):
            releases[run].add(release)
        for one in sorted(done, key=lambda each: (each.finished_at, each.pk)):
            told_of = Done(one.pk, one.finished_at or now(), releases[one.run_id], one.installed or ())
            self.by_key.setdefault((one.server_id, runs[one.run_id].platform), []).append(told_of)
            self.numbers[one.pk] = runs[one.run_id].number


def _duties(keys: Collection[Key]) -> list[PatchDuty]:
    """Of these servers and platforms, locked."""
    rows = PatchDuty.objects.filter(server__in={server for server, _ in keys}).order_by("pk").select_related("subject")
    locked = rows.select_for_update(of=("self",), no_key=True)
    return [duty for duty in locked if (duty.server_id, duty.platform) in keys]


def _open(duties: Collection[int]) -> QuerySet[PatchOwed]:
    """What of these duties a report may still change, locked: not dropped, and not in a period that is closed."""
    closed = ClosedPeriod.objects.filter(
        account=OuterRef("duty__server__account"), platform=OuterRef("duty__platform"), starts_at=OuterRef("starts_at")
    )
    rows = PatchOwed.objects.filter(duty__in=duties, dropped_at=None).filter(~Q(what=What.PERIOD) | ~Exists(closed))
    return rows.select_related("duty", "release").select_for_update(of=("self",), no_key=True).order_by("pk")


def _kept_by(row: PatchOwed, heard: _Heard) -> Done | None:
    """The result that keeps it first, where none did before that."""
    done = first_keeping(row.starts_at, _sought(row.release), heard.by_key[row.duty.server_id, row.duty.platform])
    return done if done and (row.done_at is None or done.finished_at < row.done_at) else None


def _sought(release: Release | None) -> Sought | None:
    if release is None:
        return None
    return Sought(release.pk, release.package, release.release_version, _SCHEMES.get(release.source, "generic"))


def _stop(kept: Sequence[PatchOwed], heard: _Heard, actor: Any) -> None:
    """The present cycles stop; what is heard of an earlier period is written into its cycle."""
    clocks = clocks_of(kept)
    pairs = [(row, clocks[row.pk], row.done_at) for row in kept if row.pk in clocks and row.done_at]
    present = [(row, clock, at) for row, clock, at in pairs if stands_at(clock, row)]
    clocks_stop((Stopping(clock, at, _reason(row, heard)) for row, clock, at in present), actor=actor)
    earlier = [(row, clock, at) for row, clock, at in pairs if not stands_at(clock, row)]
    cycles_stop((Belated(clock.pk, row.starts_at, at, _reason(row, heard)) for row, clock, at in earlier), actor=actor)


def _reason(row: PatchOwed, heard: _Heard) -> str:
    return f"Patched in {heard.numbers[row.done_by_id]}." if row.done_by_id else ""


def results_undone(results: Sequence[PatchResult], actor: Any, reason: str) -> None:
    """Take back what these results kept: they were rolled back. Another done result that stands keeps it instead.

    Call it when their state is written. The clock counts again to the same due instant; of a period that
    has made room for the next the row alone says it. A fixed number of statements.
    """
    owed = _open([duty.pk for duty in _duties_of(results)]).filter(done_by__in=[one.pk for one in results])
    rows = list(owed)
    with_promises(rows)
    heard = _Heard(_standing(rows))
    for row in rows:
        done = first_keeping(
            row.starts_at, _sought(row.release), heard.by_key.get((row.duty.server_id, row.duty.platform), ())
        )
        row.done_at, row.done_by_id = (done.finished_at, done.id) if done else (None, None)
    owed_save(rows)
    undone = [row for row in rows if row.done_at is None]
    _count_again(undone, actor, reason)
    told(((row, reason) for row in undone), "undone", actor)


def _duties_of(results: Sequence[PatchResult]) -> list[PatchDuty]:
    rows = PatchDuty.objects.filter(server__in={one.server_id for one in results}).order_by("pk")
    return list(rows.select_for_update(of=("self",), no_key=True))


def _standing(rows: Sequence[PatchOwed]) -> Sequence[PatchResult]:
    """Done results of these servers since the earliest of what is owed."""
    if not rows:
        return ()
    found = PatchResult.objects.filter(server__in={row.duty.server_id for row in rows}, state=PatchResult.State.DONE)
    return list(found.filter(finished_at__gte=min(row.starts_at for row in rows)))


def _count_again(rows: Sequence[PatchOwed], actor: Any, reason: str) -> None:
    clocks = clocks_of(rows)
    pairs = [(row, clocks[row.pk]) for row in rows if row.pk in clocks]
    ended = [(row, clock) for row, clock in pairs if over(clock) and stands_at(clock, row)]
    clocks_turn((turn_of(clock, row, reason, start=now()) for row, clock in ended), actor=actor)
