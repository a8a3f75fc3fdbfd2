"""What became of a run on its servers, told by people, by Ansible or by a script: one server, or all of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from hostops.accounts.models import Server
from hostops.accounts.roles import require
from hostops.lib.errors import BadField
from hostops.lib.now import now
from hostops.lib.text import clean_line, clean_text, required_texts
from hostops.lib.versions import is_ordered
from maintenance.patching.actions.runchange import NAME_LONGEST, RUNS, TITLE_LONGEST, changing, move
from maintenance.patching.actions.runchecks import is_another
from maintenance.patching.installing import installed_hear
from maintenance.patching.models import PatchResult, PatchRun, Release
from maintenance.patching.owing import results_heard, results_undone
from maintenance.patching.rules.outcome import ENDED, PENDING, SKIPPED, news, outcome_of

REPORT = "maintenance.patch_run.report"
MESSAGE_LONGEST = 20_000
_State = PatchResult.State
_WRITTEN = ("state", "finished_at", "installed", "message", "reported_by", "reported_at")


@dataclass(frozen=True, slots=True)
class Told:
    """How it went on a server, and when that was: now, unless it is said. `installed`: package, from and to."""

    server: Server
    state: str
    finished_at: datetime | None = None
    installed: Sequence[Mapping[str, str]] = ()
    message: str = ""


@dataclass(slots=True)
class _Heard:
    """What the report changes."""

    new: list[PatchResult] = field(default_factory=list)
    changed: list[PatchResult] = field(default_factory=list)
    undone: list[PatchResult] = field(default_factory=list)

    @property
    def rows(self) -> list[PatchResult]:
        return [*self.new, *self.changed]


def run_report(
    *,
    actor: Any,
    run: PatchRun,
    results: Sequence[Told],
    if_version: int | None = None,
) -> PatchRun:
    """Record how the run went on these servers; what is known, or older than what is known, changes nothing.

    1. The first news of a planned run begins it: what was done is heard of, whether it might be done or not.
    2. A server that was not planned comes into the last ring.
    3. What is done keeps what is owed, in time or late; what was rolled back keeps it no more.
    4. When nothing is pending the run is over, and is what its results make it.

    Raises BadField, at its place (`results.3.state`), for a server of another platform or told twice, an
    instant that is still to come, and news that cannot be; NotPossible for a run that was cancelled.
    """
    told = _checked(run.platform, results)
    also: dict[str, tuple[Any, Any]] = {}
    with changing(actor=actor, row=run, verb="report", did="reported", if_version=if_version, also=also) as locked:
        move(locked, "report")
        heard = _heard(actor, locked, told)
        also |= {f"{row.server.hostname}": (None, row.state) for row in heard.rows}
        _write(actor, locked, heard)
        _settle(locked)
    return run


@transaction.atomic
def run_record(
    *,
    actor: Any,
    platform: str,
    results: Sequence[Told],
    title: str = "",
    started_at: datetime | None = None,
    releases: Sequence[Release] = (),
    impact: str = PatchRun.Impact.NONE,
    external_id: str = "",
) -> PatchRun:
    """Record a run that nobody planned; told again by the same `external_id` of the actor it is the same run.

    Raises as `run_report` does, and BadField for no results at all, or a start that is still to come.
    """
    require(actor, REPORT)
    if not results:
        raise BadField({"results": "Say how it went on at least one server."})
    started = _start(started_at, _checked(platform, results))
    name = clean_line(external_id)[:NAME_LONGEST]
    run, is_new = _made(actor, platform, title, started, impact, name)
    if is_new:
        run.releases.set(releases)
        RUNS.journal(actor, run, "recorded", {}, RUNS.as_shown(run) | {"platform": platform})
    elif run.platform != platform:
        raise BadField({"platform": f"{run.number} is of {run.platform}."})
    return run_report(actor=actor, run=run, results=results)


def _made(actor: Any, platform: str, title: str, started: datetime, impact: str, name: str) -> tuple[PatchRun, bool]:
    """The run, and whether it is new: of two who tell of one `name` at once the second finds the first's."""
    [title] = required_texts(TITLE_LONGEST, title=clean_line(title) or f"Patches on {platform}")
    values: dict[str, Any] = {
        "platform": platform, "title": title, "state": PatchRun.State.RUNNING, "planned_at": started,
        "started_at": started, "impact": impact, "made_at": now(),
    }  # fmt: skip
    if not name:
        return PatchRun.objects.create(made_by=actor, **values), True
    return PatchRun.objects.get_or_create(made_by=actor, external_id=name, defaults=values)


def _start(started_at: datetime | None, told: Sequence[Told]) -> datetime:
    first = min([one.finished_at for one in told if one.finished_at] or [now()])
    if started_at is not None and started_at > first:
        raise BadField({"started_at": "It ends before it starts." if started_at <= now() else "This is to come."})
    return started_at or first


def _checked(platform: str, results: Sequence[Told]) -> list[Told]:
    """The reports with their instants; BadField at the place of each that cannot be."""
    wrong: dict[str, str] = {}
    seen: set[int] = set()
    for place, one in enumerate(results):
        if one.state not in ENDED:
            wrong[f"results.{place}.state"] = f"Use one of {', '.join(ENDED)}."
        if one.finished_at and one.finished_at > now():
            wrong[f"results.{place}.finished_at"] = "This is still to come; tell of it when it is over."
        if one.server.pk in seen:
            wrong[f"results.{place}.server"] = f"{one.server.hostname} is told of twice."
        elif is_another(one.server, platform):
            wrong[f"results.{place}.server"] = f"{one.server.hostname} is {one.server.platform}, not {platform}."
        wrong |= {
            f"results.{place}.installed.{index}.to": f"“{package['to'][:60]}” cannot be put in order as a version."
            for index, package in enumerate(one.installed)
            if package.get("to") and not is_ordered(package["to"])
        }
        seen.add(one.server.pk)
    if wrong:
        raise BadField(wrong)
    return list(results)


def _heard(actor: Any, run: PatchRun, told: Sequence[Told]) -> _Heard:
    rows = run.results.select_for_update(of=("self",)).select_related("server")
    known, heard = {row.server_id: row for row in rows}, _Heard()
    last, wrong = max([row.ring for row in known.values()], default=0), {}
    for place, one in enumerate(told):
        at, row = one.finished_at or now(), known.get(one.server.pk)
        if row is None:
            heard.new.append(_filled(PatchResult(run=run, server=one.server, ring=last), one, at, actor))
            continue
        verdict = news(row.state, row.finished_at, one.state, at)
        if isinstance(verdict, str):
            wrong[f"results.{place}.state"] = verdict
        elif verdict:
            if row.state == _State.DONE:
                heard.undone.append(row)
            heard.changed.append(_filled(row, one, at, actor))
    if wrong:
        raise BadField(wrong)
    return heard


def _filled(row: PatchResult, told: Told, at: datetime, actor: Any) -> PatchResult:
    row.state, row.finished_at = told.state, None if told.state == SKIPPED else at
    row.installed = [dict(one) for one in told.installed] or row.installed
    row.message = clean_text(told.message)[:MESSAGE_LONGEST] or row.message
    row.reported_by, row.reported_at = actor, now()
    return row


def _write(actor: Any, run: PatchRun, heard: _Heard) -> None:
    PatchResult.objects.bulk_create(heard.new)
    PatchResult.objects.bulk_update(heard.changed, _WRITTEN)
    if heard.undone:
        results_undone(heard.undone, actor=actor, reason=f"It was rolled back in {run.number}.")
    done = [row for row in heard.rows if row.state == _State.DONE]
    installed_hear(done)
    if done:
        results_heard(done, actor=actor)


def _settle(run: PatchRun) -> None:
    """Begun by the first news, over with the last."""
    rows = list(run.results.values_list("state", "finished_at"))
    ends = [finished_at for _, finished_at in rows if finished_at]
    if run.started_at is None or (ends and min(ends) < run.started_at):
        run.started_at = min([*ends, now()])
    if any(state == PENDING for state, _ in rows):
        run.state, run.finished_at = PatchRun.State.RUNNING, None
    else:
        run.state = outcome_of({state for state, _ in rows})
        run.finished_at = max([*ends, run.started_at])
