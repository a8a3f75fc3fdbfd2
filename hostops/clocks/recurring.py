"""Promises that recur, turned to their next cycle by the thousand: slot after slot of a backup, period after period.

What `clock_stop` and `clock_renew` do for one, in a few statements for all: a night's backups of a
large portal end within minutes, and each of them moves a clock. Nothing pauses such a promise.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hostops.clocks.bulk import began, events_insert, execute
from hostops.clocks.models import Clock, ClockEvent
from hostops.clocks.rules import Rule
from hostops.clocks.thresholds import Entry, next_at, still_to_say
from hostops.lib.now import now
from hostops.policies.models import PolicyVersion

What = ClockEvent.What
_KEPT = ("cycle", "revision", "clause", "version_id", "opened_at", "started_at", "due_at", "stopped_at", "cancelled_at")


@dataclass(frozen=True, slots=True)
class Turn:
    """The clock's cycle ends, kept at `stopped_at` or not kept, and the next one counts from `start`.

    A cycle that was stopped before stays as it was stopped.
    """

    clock: Clock
    stopped_at: datetime | None
    start: datetime
    rule: Rule
    clause: str
    version: PolicyVersion
    thresholds: Sequence[Any]
    reason: str = ""


def clocks_turn(turns: Iterable[Turn], *, actor: Any) -> None:
    """Turn the clocks, each at most once in a call, and bring those given to where they stand then.

    The caller holds the transaction and has locked the rows. Three statements.
    """
    at = now()
    rows = [(turn, *began(turn.start, turn.rule, turn.version, turn.clause, turn.thresholds)) for turn in turns]
    execute(_CYCLES, (_cycle(turn) for turn, _, _ in rows))
    events_insert(event for turn, started, _ in rows for event in _events(turn, started, actor, at))
    clocks = [_clock(turn, started["due_at"], placed, at) for turn, started, placed in rows]
    execute(_CLOCKS, clocks)
    for (turn, _, _), values in zip(rows, clocks, strict=True):
        _bring(turn, values)


def _cycle(turn: Turn) -> dict[str, Any]:
    kept = {name: getattr(turn.clock, name) for name in _KEPT}
    return kept | {"clock_id": turn.clock.pk, "stopped_at": _stopped_at(turn)}


def _stopped_at(turn: Turn) -> datetime | None:
    return turn.clock.stopped_at or turn.stopped_at


def _events(turn: Turn, began_with: dict[str, Any], actor: Any, at: datetime) -> list[dict[str, Any]]:
    clock = turn.clock
    common = {"clock_id": clock.pk, "recorded_at": at, "actor_id": actor.pk if actor else None}
    started = {**common, "cycle": clock.cycle + 1, "reason": turn.reason, **began_with}
    if turn.stopped_at is None or clock.stopped_at or clock.cancelled_at:
        return [started]
    ended = common | {
        "cycle": clock.cycle,
        "what": What.STOPPED,
        "at": turn.stopped_at,
        "clause": clock.clause,
        "version_id": clock.version_id,
        "reason": turn.reason,
        "revision": clock.revision,
        "due_before": clock.due_at,
        "due_at": clock.due_at,
        "spans": [],
    }
    return [ended, started]


def _clock(turn: Turn, due_at: datetime | None, placed: list[Entry], at: datetime) -> dict[str, Any]:
    thresholds = [*_unsaid(turn.clock, _stopped_at(turn)), *placed]
    return {
        "id": turn.clock.pk,
        "clause": turn.clause,
        "version_id": turn.version.pk,
        "opened_at": at,
        "started_at": turn.start,
        "due_at": due_at,
        "thresholds": thresholds,
        "next_at": next_at(thresholds),
    }


def _bring(turn: Turn, values: dict[str, Any]) -> None:
    clock = turn.clock
    clock.cycle, clock.revision, clock.version = clock.cycle + 1, 0, turn.version
    clock.paused_at = clock.stopped_at = clock.cancelled_at = None
    for name in ("clause", "opened_at", "started_at", "due_at", "thresholds", "next_at"):
        setattr(clock, name, values[name])


def _unsaid(clock: Clock, stopped_at: datetime | None) -> list[Any]:
    """What the cycle that ends has crossed and not said, and what earlier ones have not."""
    own = [entry for entry in clock.thresholds if "cycle" not in entry]
    left = still_to_say(own, stopped_at) if stopped_at else [e for e in own if e["at"] and not e["said"]]
    earlier = [entry for entry in clock.thresholds if "cycle" in entry and not entry["said"]]
    return [*earlier, *({"cycle": clock.cycle, **entry} for entry in left)]


_CYCLES = """
INSERT INTO clocks_cycle (clock_id, cycle, revision, clause, version_id, opened_at, started_at, due_at, stopped_at,
    cancelled_at)
SELECT * FROM jsonb_to_recordset(%s::jsonb) AS ended(
    clock_id bigint, cycle int, revision int, clause text, version_id bigint, opened_at timestamptz,
    started_at timestamptz, due_at timestamptz, stopped_at timestamptz, cancelled_at timestamptz)
"""
_CLOCKS = """
UPDATE clocks_clock AS clock SET cycle = clock.cycle + 1, revision = 0, clause = turned.clause,
    version_id = turned.version_id, opened_at = turned.opened_at, started_at = turned.started_at,
    due_at = turned.due_at, paused_at = NULL, stopped_at = NULL, cancelled_at = NULL,
    thresholds = turned.thresholds, next_at = turned.next_at
FROM jsonb_to_recordset(%s::jsonb) AS turned(
    id bigint, clause text, version_id bigint, opened_at timestamptz, started_at timestamptz, due_at timestamptz,
    thresholds jsonb, next_at timestamptz)
WHERE clock.id = turned.id
"""
