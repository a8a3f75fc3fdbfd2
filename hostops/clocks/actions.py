"""The verbs that move clocks: each writes its event, computes again, and sets what must next be said.

Callers hold the transaction and have checked the permission: a desk's action starts, pauses and
stops the clocks of its subject as a part of itself. Where a clock is shared by two callers the row
is locked (`clock_of`).
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from hostops.clocks.events import write
from hostops.clocks.models import Clock, ClockEvent, Cycle
from hostops.clocks.rules import Rule
from hostops.clocks.thresholds import entries_of
from hostops.lib.now import now
from hostops.policies.binding import LARGE
from hostops.policies.models import PolicyVersion
from hostops.subjects.models import Subject

What = ClockEvent.What


def clock_of(subject: Subject, kind: str, key: str = "") -> Clock | None:
    """The subject's clock of this kind, locked for the transaction."""
    clocks = Clock.objects.select_for_update(of=("self",)).select_related("version").defer(*LARGE)
    return clocks.filter(subject=subject, kind=kind, key=key).first()


def clock_open(
    *,
    actor: Any,
    subject: Subject,
    kind: str,
    clause: str,
    version: PolicyVersion,
    rule: Rule,
    thresholds: Iterable[Any],
    start: datetime | None = None,
    at: datetime | None = None,
    key: str = "",
    reason: str = "",
) -> Clock:
    """Put a promise on record. With `start` it counts from there; without, it is pending.

    `thresholds` are the policy's; those named `pending` speak while the clock waits.
    """
    clock = Clock(
        subject=subject,
        kind=kind,
        key=key,
        clause=clause,
        version=version,
        opened_at=at or now(),
        thresholds=entries_of(thresholds),
    )
    _begin(clock, actor=actor, rule=rule, start=start, reason=reason)
    return clock


def clock_start(*, actor: Any, clock: Clock, rule: Rule, start: datetime, reason: str = "") -> None:
    """Let a pending clock count from `start`."""
    write(clock, What.STARTED, actor=actor, at=start, origin=start, rule=rule, reason=reason)


def clock_pause(*, actor: Any, clock: Clock, at: datetime, reason: str) -> None:
    """Nothing counts from `at` on. A clock that is paused, ended or not begun stays as it is."""
    if clock.paused_at is None and clock.started_at and not _ended(clock):
        write(clock, What.PAUSED, actor=actor, at=at, reason=reason)


def clock_resume(*, actor: Any, clock: Clock, at: datetime, reason: str) -> None:
    """Count again from `at` on."""
    if clock.paused_at is not None and not _ended(clock):
        write(clock, What.RESUMED, actor=actor, at=at, reason=reason)


def clock_retarget(
    *,
    actor: Any,
    clock: Clock,
    rule: Rule,
    clause: str,
    origin: datetime | None,
    reason: str,
    thresholds: Iterable[Any] | None = None,
    at: datetime | None = None,
    keeps_earlier: bool = False,
    version: PolicyVersion | None = None,
) -> None:
    """Another rule from `origin`, earlier pauses kept; `keeps_earlier` lets the due instant only come earlier.

    An ended clock stays as it ended, and a breach that has happened stands.
    """
    if _ended(clock):
        return
    clock.clause, clock.version = clause, version or clock.version
    if thresholds is not None:
        clock.thresholds = _merged(clock.thresholds, entries_of(thresholds))
    write(
        clock,
        What.RETARGETED,
        actor=actor,
        at=at or now(),
        origin=origin,
        rule=rule,
        keeps_earlier=keeps_earlier,
        reason=reason,
    )


def clock_stop(*, actor: Any, clock: Clock, at: datetime, reason: str = "") -> None:
    """The promise was done at `at`; in time or not follows from the due instant."""
    if not _ended(clock):
        write(clock, What.STOPPED, actor=actor, at=at, reason=reason)


def clock_cancel(*, actor: Any, clock: Clock, reason: str, at: datetime | None = None) -> None:
    """The promise is no longer owed."""
    if not _ended(clock):
        write(clock, What.CANCELLED, actor=actor, at=at or now(), reason=reason)


def clock_renew(
    *,
    actor: Any,
    clock: Clock,
    rule: Rule,
    start: datetime | None,
    clause: str,
    version: PolicyVersion,
    thresholds: Iterable[Any],
    at: datetime | None = None,
    reason: str = "",
) -> None:
    """The next cycle of the same promise; the one that ends is kept in `Cycle`."""
    Cycle.objects.create(
        clock=clock,
        **{name: getattr(clock, name) for name in _KEPT},
    )
    clock.cycle, clock.revision = clock.cycle + 1, 0
    unsaid = [{"cycle": clock.cycle - 1, **entry} for entry in clock.thresholds if entry["at"] and not entry["said"]]
    clock.clause, clock.version, clock.thresholds = clause, version, [*unsaid, *entries_of(thresholds)]
    clock.opened_at = at or now()
    clock.started_at = clock.due_at = clock.paused_at = clock.stopped_at = clock.cancelled_at = None
    _begin(clock, actor=actor, rule=rule, start=start, reason=reason)


_KEPT = ("cycle", "revision", "clause", "version", "opened_at", "started_at", "due_at", "stopped_at", "cancelled_at")


def _begin(clock: Clock, *, actor: Any, rule: Rule, start: datetime | None, reason: str) -> None:
    what = What.STARTED if start else What.OPENED
    write(clock, what, actor=actor, at=start or clock.opened_at, origin=start, rule=rule, reason=reason, earlier=[])


def _ended(clock: Clock) -> bool:
    return clock.stopped_at is not None or clock.cancelled_at is not None


def _merged(present: Sequence[Any], wanted: list[Any]) -> list[Any]:
    """The wanted thresholds, with what the clock has already said of those it keeps."""
    known = {entry["key"]: entry for entry in present}
    return [{**known.get(entry["key"], entry), "tell": entry["tell"], "wakes": entry["wakes"]} for entry in wanted]
