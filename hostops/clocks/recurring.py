"""Promises that recur, turned to their next cycle by the thousand: slot after slot of a backup, period after period.

What `clock_stop` and `clock_renew` do for one, in a few statements for all: a night's backups of a
large portal end within minutes, and each of them moves a clock. Nothing pauses such a promise.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db import connection

from hostops.clocks.calendars import calendar_of
from hostops.clocks.events import spans_as_json
from hostops.clocks.fold import Event, Folded, fold
from hostops.clocks.models import Clock, ClockEvent
from hostops.clocks.rules import Rule
from hostops.clocks.thresholds import Entry, entries_of, next_at, placed, still_to_say
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
    """Turn the clocks, each at most once in a call; the caller holds the transaction and has locked the rows."""
    at = now()
    rows = [(_cycle(turn), _events(turn, actor, at), _clock(turn, at)) for turn in turns]
    if not rows:
        return
    with connection.cursor() as cursor:
        cursor.execute(_CYCLES, [_as_json(cycle for cycle, _, _ in rows)])
        cursor.execute(_EVENTS, [_as_json(event for _, events, _ in rows for event in events)])
        cursor.execute(_CLOCKS, [_as_json(clock for _, _, clock in rows)])


def _cycle(turn: Turn) -> dict[str, Any]:
    kept = {name: getattr(turn.clock, name) for name in _KEPT}
    return kept | {"clock_id": turn.clock.pk, "stopped_at": _stopped_at(turn)}


def _stopped_at(turn: Turn) -> datetime | None:
    return turn.clock.stopped_at or turn.stopped_at


def _events(turn: Turn, actor: Any, at: datetime) -> list[dict[str, Any]]:
    clock, due_at = turn.clock, _due_at(turn)
    common = {"clock_id": clock.pk, "recorded_at": at, "actor_id": actor.pk if actor else None}
    began = common | {
        "cycle": clock.cycle + 1,
        "what": What.STARTED,
        "at": turn.start,
        "clause": turn.clause,
        "version_id": turn.version.pk,
        "rule": turn.rule.as_json(),
        "origin": turn.start,
        "reason": turn.reason,
        "revision": 0,
        "due_at": due_at,
        "spans": _target(turn)[1],
    }
    if turn.stopped_at is None or clock.stopped_at or clock.cancelled_at:
        return [began]
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
    return [ended, began]


def _clock(turn: Turn, at: datetime) -> dict[str, Any]:
    thresholds = [*_unsaid(turn.clock, _stopped_at(turn)), *_placed(turn)]
    return {
        "id": turn.clock.pk,
        "clause": turn.clause,
        "version_id": turn.version.pk,
        "opened_at": at,
        "started_at": turn.start,
        "due_at": _due_at(turn),
        "thresholds": thresholds,
        "next_at": next_at(thresholds),
    }


def _due_at(turn: Turn) -> datetime | None:
    return _target(turn)[0]


def _placed(turn: Turn) -> list[Entry]:
    entries = entries_of(turn.thresholds)
    keys = [entry["key"] for entry in entries]
    if keys == ["breach"]:  # all that most of them say
        return placed(entries, {"breach": _due_at(turn)}, 0)
    return placed(entries, _folded(turn.start, turn.rule, turn.version).instants(keys), 0)


def _unsaid(clock: Clock, stopped_at: datetime | None) -> list[Any]:
    """What the cycle that ends has crossed and not said, and what earlier ones have not."""
    own = [entry for entry in clock.thresholds if "cycle" not in entry]
    left = still_to_say(own, stopped_at) if stopped_at else [e for e in own if e["at"] and not e["said"]]
    earlier = [entry for entry in clock.thresholds if "cycle" in entry and not entry["said"]]
    return [*earlier, *({"cycle": clock.cycle, **entry} for entry in left)]


def _target(turn: Turn) -> tuple[datetime | None, list[list[Any]]]:
    return _reckoned(turn.start, turn.rule, turn.version, turn.version.sha256)


# The hash stands beside the version, since a test's database may give an id twice.
@lru_cache(maxsize=4096)
def _reckoned(start: datetime, rule: Rule, version: PolicyVersion, _: str) -> tuple[datetime | None, list[list[Any]]]:
    """Due instant and spans of a cycle from `start`: thousands of servers share a slot."""
    bound = _folded(start, rule, version).binding()
    return (bound[1].due_at, spans_as_json(bound[1].spans)) if bound else (None, [])


def _folded(start: datetime, rule: Rule, version: PolicyVersion) -> Folded:
    return fold([Event(What.STARTED, start, start, rule, calendar_of(version, rule.calendar))])


def _as_json(rows: Iterable[dict[str, Any]]) -> str:
    return json.dumps(list(rows), default=datetime.isoformat)


_CYCLES = """
INSERT INTO clocks_cycle (clock_id, cycle, revision, clause, version_id, opened_at, started_at, due_at, stopped_at,
    cancelled_at)
SELECT * FROM jsonb_to_recordset(%s::jsonb) AS ended(
    clock_id bigint, cycle int, revision int, clause text, version_id bigint, opened_at timestamptz,
    started_at timestamptz, due_at timestamptz, stopped_at timestamptz, cancelled_at timestamptz)
"""
# In the order in which they are given: events are told in the order of their ids.
_EVENTS = """
INSERT INTO clocks_clockevent (clock_id, cycle, what, at, recorded_at, clause, version_id, rule, origin,
    keeps_earlier, reason, actor_id, revision, due_before, due_at, spans)
SELECT clock_id, cycle, what, at, recorded_at, clause, version_id, rule, origin, false, reason, actor_id, revision,
    due_before, due_at, spans
FROM jsonb_to_recordset(%s::jsonb) AS happened(
    clock_id bigint, cycle int, what text, at timestamptz, recorded_at timestamptz, clause text, version_id bigint,
    rule jsonb, origin timestamptz, reason text, actor_id bigint, revision int, due_before timestamptz,
    due_at timestamptz, spans jsonb)
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
