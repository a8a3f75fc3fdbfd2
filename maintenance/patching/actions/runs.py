"""Patch runs: planned near their releases and in their window, begun, ended, given up."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from hostops.accounts.models import Server
from hostops.accounts.roles import require
from hostops.lib.errors import BadField, NotPossible
from hostops.lib.now import now
from hostops.lib.text import clean_line, clean_text, required_texts
from maintenance.models import Window
from maintenance.patching.actions.runchange import LONGEST, NAME_LONGEST, RUNS, TITLE_LONGEST, changing, move
from maintenance.patching.actions.runchecks import Planned, plan_checked, window_fault
from maintenance.patching.models import PatchResult, PatchRun, Release
from maintenance.patching.owing import plans_heard, plans_undone
from maintenance.patching.rules.outcome import outcome_of
from maintenance.patching.runterms import terms_of
from maintenance.states import State as WindowState

PLAN = "maintenance.patch_run.plan"
CHANGED = {"title", "planned_at", "impact", "window", "reason"}
_PENDING = PatchResult.State.PENDING


@transaction.atomic
def run_plan(
    *,
    actor: Any,
    platform: str,
    title: str,
    planned_at: datetime,
    rings: Sequence[Sequence[Server]],
    releases: Sequence[Release] = (),
    impact: str = PatchRun.Impact.NONE,
    window: Window | None = None,
    reason: str = "",
    external_id: str = "",
) -> PatchRun:
    """Plan a run: `rings` are its servers, the pilots first. What was owed as a plan of its releases is kept.

    Raises BadField, at its field and with its clause: with an impact that needs a window for none, or
    for one that it does not lie in, or that does not touch a server of it (iptor:4f); nearer to a
    release, or farther from it, than promised without a reason (iptor:5c); for what has passed, no
    server, one of another platform or in two rings, a release of another platform or taken back, and
    an `external_id` that the actor has used.
    """
    require(actor, PLAN)
    [title] = required_texts(TITLE_LONGEST, title=clean_line(title))
    plan = Planned(platform, planned_at, rings, releases, impact, window, clean_text(reason)[:LONGEST])
    plan_checked(plan, terms_of(plan.servers, now()))
    run: PatchRun = PatchRun.objects.create(
        platform=platform, title=title, planned_at=planned_at, impact=impact, window=window, reason=plan.reason,
        external_id=_unused(actor, external_id), made_by=actor, made_at=now(),
    )  # fmt: skip
    run.releases.set(releases)
    PatchResult.objects.bulk_create(
        PatchResult(run=run, server=server, ring=place) for place, ring in enumerate(rings) for server in ring
    )
    RUNS.journal(actor, run, "planned", {}, {**RUNS.as_shown(run), **_named(plan)}, plan.reason)
    plans_heard(run, actor=actor)
    return run


def _unused(actor: Any, external_id: str) -> str:
    name = clean_line(external_id)[:NAME_LONGEST]
    if name and PatchRun.objects.filter(made_by=actor, external_id=name).exists():
        raise BadField({"external_id": f"There is a run of yours by the name {name} already."})
    return name


def _named(plan: Planned) -> dict[str, Any]:
    rings = [[server.hostname for server in ring] for ring in plan.rings]
    return {"platform": plan.platform, "rings": rings, "releases": [str(one) for one in plan.releases]}


def run_change(*, actor: Any, run: PatchRun, if_version: int | None = None, **given: Any) -> PatchRun:
    """Another title, `planned_at`, impact, window or reason for a run that has not begun; what is not given stays.

    It is checked as `run_plan` checks it.
    """
    with changing(actor=actor, row=run, verb="change", did="changed", if_version=if_version) as locked:
        move(locked, "change")
        for name in CHANGED & given.keys():
            setattr(locked, name, given[name])
        [locked.title] = required_texts(TITLE_LONGEST, title=clean_line(locked.title))
        locked.reason = clean_text(locked.reason)[:LONGEST]
        plan = plan_of(locked)
        plan_checked(plan, terms_of(plan.servers, now()))
    return run


def plan_of(run: PatchRun) -> Planned:
    """The run as it is planned: its servers by rings, each with its account and contract. Two statements."""
    rows = run.results.select_related("server__account", "server__contract").order_by("ring", "server__hostname")
    rings: dict[int, list[Server]] = {}
    for row in rows:
        rings.setdefault(row.ring, []).append(row.server)
    releases = list(run.releases.all())
    return Planned(run.platform, run.planned_at, list(rings.values()), releases, run.impact, run.window, run.reason)


def run_start(*, actor: Any, run: PatchRun, if_version: int | None = None) -> PatchRun:
    """Begin the run. One with an impact that needs a window begins in its window, which runs (iptor:4f).

    NotPossible says what is missing. Without such an impact it may begin whenever its people do.
    """
    with changing(actor=actor, row=run, verb="start", did="started", if_version=if_version) as locked:
        move(locked, "start")
        if fault := may_not_start(locked):
            raise NotPossible(f"{locked.number} cannot begin: {fault}")
        locked.started_at = now()
    return run


def may_not_start(run: PatchRun) -> str | None:
    """Why a planned run cannot begin now, with the clause; None where it may."""
    rules = [rule for one in terms_of(plan_of(run).servers, now()) if (rule := one.window_for(run.impact))]
    if not rules:
        return None
    clause, window = rules[0].clause, run.window
    if window is None:
        return f"it needs a service window ({clause})."
    fault = window_fault(window, now())
    if fault is None and window.state != WindowState.IN_PROGRESS:
        fault = f"{window.number} has not begun; start the window first."
    return f"{fault.rstrip('.')} ({clause})." if fault else None


def run_finish(*, actor: Any, run: PatchRun, if_version: int | None = None) -> PatchRun:
    """End the run now; servers that nothing was heard of are left out, and what it came to follows from the others."""
    with changing(actor=actor, row=run, verb="finish", did="finished", if_version=if_version) as locked:
        move(locked, "finish")
        locked.results.filter(state=_PENDING).update(
            state=PatchResult.State.SKIPPED, reported_by=actor, reported_at=now()
        )
        locked.state = outcome_of(set(locked.results.values_list("state", flat=True)))
        locked.finished_at = now()
    return run


def run_cancel(*, actor: Any, run: PatchRun, reason: str, if_version: int | None = None) -> PatchRun:
    """The run does not take place; the plans that it kept are owed again, where no other run stands."""
    [text] = required_texts(LONGEST, reason=reason)
    with changing(actor=actor, row=run, verb="cancel", did="cancelled", if_version=if_version, reason=text) as locked:
        move(locked, "cancel")
        locked.save(update_fields=["state"])  # so that it is seen to keep no plan
        plans_undone(locked, actor=actor, reason=f"{locked.number} was cancelled: {text}")
    return run
