"""A window that runs: started, its steps ticked off, finished, reported."""

from collections.abc import Sequence
from typing import Any

from hostops.lib.errors import NotPossible
from hostops.lib.now import now
from maintenance import clocks
from maintenance.actions.change import changing, move, required
from maintenance.actions.downed import Down, downs_record
from maintenance.actions.guards import may_start
from maintenance.actions.holding import hold_clocks, release_clocks
from maintenance.checking import check_again
from maintenance.models import Notice, Window, WindowStep
from maintenance.notices import notice_give
from maintenance.states import possible


def window_start(*, actor: Any, window: Window, if_version: int | None = None) -> Window:
    """Begin the work. Only a window that is used, whose notice was kept, within its announced span.

    NotPossible says what is missing, by which clause, and what may be done instead.
    """
    with changing(actor=actor, window=window, verb="start", did="started", if_version=if_version) as locked:
        move(locked, "start")
        checked = check_again(locked)
        may_start(locked, checked)
        locked.started_at = now()
        hold_clocks(actor, locked, checked)
    return window


def step_tick(*, actor: Any, step: WindowStep, done: bool = True) -> WindowStep:
    """Say that a step of the window is done, or is not after all."""
    also: dict[str, tuple[Any, Any]] = {}
    did = "ticked" if done else "unticked"
    with changing(actor=actor, window=step.window, verb="tick", did=did, also=also) as locked:
        move(locked, "tick")
        step = WindowStep.objects.get(pk=step.pk)
        was = step.done_at is not None
        if was != done:
            step.done_at, step.done_by = (now(), actor) if done else (None, None)
            step.save(update_fields=["done_at", "done_by"])
        also[f"step {step.position}"] = (step.text if was else None, step.text if done else None)
    return step


def window_finish(
    *, actor: Any, window: Window, done: str, downtimes: Sequence[Down] = (), if_version: int | None = None
) -> Window:
    """The work has ended; say what was done, and what was down. Clocks that were held go on.

    Each of `downtimes` is recorded as one of this window (iptor:5d); BadField at its place for one
    that cannot be. A report may be owed (iptor:5h).
    """
    [text] = required(done=done)
    also = {"downtimes": (None, len(downtimes))} if downtimes else {}
    with changing(
        actor=actor, window=window, verb="finish", did="finished", if_version=if_version, also=also
    ) as locked:
        move(locked, "finish")
        locked.done, locked.finished_at = text, now()
        downs_record(actor, locked, downtimes)
        release_clocks(actor, locked)
        clocks.report_owed(actor, locked, check_again(locked).terms, now())
    return window


def window_report(*, actor: Any, window: Window, report: str, if_version: int | None = None) -> Window:
    """Tell everybody affected what was done and what came of it; the report owed is given with that (iptor:5h)."""
    [text] = required(report=report)
    with changing(actor=actor, window=window, verb="report", did="reported", if_version=if_version) as locked:
        move(locked, "report")
        locked.report, locked.reported_at = text, now()
        clocks.report_given(actor, locked, now())
        notice_give(actor, locked, Notice.Why.REPORTED, now())
    return window


def window_cancel(*, actor: Any, window: Window, reason: str, if_version: int | None = None) -> Window:
    """The window does not take place. Whoever was told of it is told so; no notice is owed any more."""
    [text] = required(reason=reason)
    with changing(
        actor=actor, window=window, verb="cancel", did="cancelled", if_version=if_version, reason=text
    ) as locked:
        if locked.started_at is not None:
            raise NotPossible(f"{locked.number} has begun; finish it.", possible(locked.state))
        move(locked, "cancel")
        locked.cancelled_at = now()
        clocks.notice_dropped(actor, locked, now(), "the window was cancelled")
        if locked.notices.exists():
            locked.sequence += 1
            notice_give(actor, locked, Notice.Why.CANCELLED, now(), changes=[text])
    return window
