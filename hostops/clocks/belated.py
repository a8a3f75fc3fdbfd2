"""What was done in its cycle and heard of only when the cycle had made room for the next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hostops.clocks.bulk import execute
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


@dataclass(frozen=True, slots=True)
class Belated:
    """The cycle of a clock that counted from `start` was done at `at`, as is known only now."""

    clock_id: int
    start: datetime
    at: datetime
    reason: str


def cycles_stop(heard: Iterable[Belated], *, actor: Any) -> None:
    """As `cycle_stop` for many, a cycle told by its start; one that was done even earlier is known as that.

    What was never a cycle is passed over. The caller holds the transaction and has locked the clocks'
    rows. One statement.
    """
    at, who = now(), actor.pk if actor else None
    rows = [
        {"clock_id": one.clock_id, "start": one.start, "at": one.at, "reason": one.reason, "recorded_at": at}
        for one in heard
    ]
    execute(_STOP, ({**row, "actor_id": who} for row in rows))


_STOP = """
WITH told AS (
    SELECT * FROM jsonb_to_recordset(%s::jsonb) AS told(
        clock_id bigint, start timestamptz, at timestamptz, reason text, recorded_at timestamptz, actor_id bigint)
), ended AS (
    UPDATE clocks_cycle AS cycle SET stopped_at = told.at FROM told
    WHERE cycle.clock_id = told.clock_id AND cycle.started_at = told.start AND cycle.cancelled_at IS NULL
        AND (cycle.stopped_at IS NULL OR cycle.stopped_at > told.at)
    RETURNING cycle.clock_id, cycle.cycle, cycle.clause, cycle.version_id, cycle.revision, cycle.due_at,
        told.at, told.recorded_at, told.reason, told.actor_id
)
INSERT INTO clocks_clockevent (clock_id, cycle, what, at, recorded_at, clause, version_id, keeps_earlier, reason,
    actor_id, revision, due_before, due_at, spans)
SELECT clock_id, cycle, 'stopped', at, recorded_at, clause, version_id, false, reason, actor_id, revision, due_at,
    due_at, '[]'::jsonb
FROM ended
"""
