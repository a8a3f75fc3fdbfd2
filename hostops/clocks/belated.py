"""What was done in its cycle and heard of only when the cycle had made room for the next."""

from datetime import datetime
from typing import Any

from hostops.clocks.models import Clock, ClockEvent, Cycle
from hostops.lib.now import now


def cycle_stop(*, actor: Any, clock: Clock, cycle: int, at: datetime, reason: str) -> None:
    """The promise of an earlier cycle was done at `at`: whether it was kept follows from its instants, as ever.

    What was told of it by then was told, and stays. A cycle that was stopped or cancelled stays as
    it is. The caller holds the transaction and has locked the clock's row.
    """
    ended = Cycle.objects.select_for_update().get(clock=clock, cycle=cycle)
    if ended.stopped_at or ended.cancelled_at:
        return
    ended.stopped_at = at
    ended.save(update_fields=["stopped_at"])
    ClockEvent.objects.create(
        clock=clock,
        cycle=cycle,
        what=ClockEvent.What.STOPPED,
        at=at,
        recorded_at=now(),
        clause=ended.clause,
        version_id=ended.version_id,
        reason=reason,
        actor=actor,
        revision=ended.revision,
        due_before=ended.due_at,
        due_at=ended.due_at,
    )
