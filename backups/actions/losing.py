"""A copy that went before its time is an alert: of a clock of its own, since no slot of the schedule is at fault.

The clock (kind `retention`, one for a schedule, made with the first loss) never counts: a copy is
kept by doing nothing, so there is nothing to be late with. It is what the alerts hang on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from backups.models import Promise, Run, Schedule
from backups.promises import thresholds_of
from backups.promises_then import promise_then
from hostops.alerts.crossed import BREACH
from hostops.alerts.models import Alert
from hostops.alerts.sweep import OPERATORS
from hostops.clocks.actions import clock_of, clock_open
from hostops.clocks.models import Clock
from hostops.clocks.rules import Rule
from hostops.lib.now import now

RETENTION = "retention"
# How an alert of a loss is known (`hostops.alerts.happenings`).
LOST = "lost"
# So many copies are told by name.
_NAMED = 10


@dataclass(frozen=True, slots=True)
class Loss:
    """A copy that is gone (`run.deleted_at`), and whether a hold kept it then."""

    run: Run
    held: bool


def losses_raise(schedule: Schedule, losses: Sequence[Loss]) -> None:
    """One alert for what a schedule lost at once, told as the tier's breach is. The caller holds the transaction."""
    if not losses:
        return
    first = min(losses, key=lambda loss: (loss.run.deleted_at or now(), loss.run.pk))
    assert first.run.deleted_at is not None
    promise = promise_then(schedule, first.run.finished_at)
    clock = _clock(schedule, promise)
    tell, wakes = _told(promise)
    Alert.objects.create(
        clock=clock,
        cycle=clock.cycle,
        revision=clock.revision,
        threshold=LOST,
        instant=first.run.deleted_at,
        raised_at=now(),
        tell=tell,
        wakes=wakes,
        note=_note(losses),
    )


def _clock(schedule: Schedule, promise: Promise) -> Clock:
    """Each further loss is a revision of its own, so that no two alerts are taken for one."""
    clock = clock_of(schedule.subject, RETENTION)
    if clock is None:
        return _opened(schedule, promise)
    clock.revision += 1
    clock.save(update_fields=["revision"])
    return clock


def _opened(schedule: Schedule, promise: Promise) -> Clock:
    return clock_open(
        actor=None,
        subject=schedule.subject,
        kind=RETENTION,
        clause=promise.parsed.clause,
        version=promise.version,
        rule=Rule("elapsed", promise.parsed.retention, next(iter(promise.version.parsed.calendars))),
        thresholds=(),
        reason="a copy went before its time",
    )


def _told(promise: Promise) -> tuple[list[str], bool]:
    """The roles to tell, and whether it wakes them: as of a backup that is missed."""
    told = next((one for one in thresholds_of(promise) if one.at == BREACH), None)
    return (list(told.tell), told.wakes) if told else (list(OPERATORS), False)


def _note(losses: Sequence[Loss]) -> str:
    said = [_said(loss) for loss in losses[:_NAMED]]
    more = [f"And {len(losses) - _NAMED} more."] if len(losses) > _NAMED else []
    return "\n".join([*said, *more])


def _said(loss: Loss) -> str:
    run = loss.run
    name = f" ({run.external_id})" if run.external_id else ""
    kept = "a hold kept it" if loss.held else f"it was to be kept until {_moment(run.expires_at)}"
    return f"The copy of {_moment(run.finished_at)}{name} went on {_moment(run.deleted_at)}, while {kept}."


def _moment(instant: datetime | None) -> str:
    return f"{instant.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC" if instant else "an unknown time"
