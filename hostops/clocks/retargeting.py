"""Promises computed again by the thousand, in two statements: what `clock_retarget` does for one.

A vulnerability that is listed as exploited brings a nearer due instant to every server that has it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hostops.clocks.bulk import at_instants, began, events_insert, execute
from hostops.clocks.models import Clock, ClockEvent
from hostops.clocks.rules import Rule
from hostops.clocks.thresholds import Entry, entries_of, next_at
from hostops.lib.now import now
from hostops.policies.models import PolicyVersion


@dataclass(frozen=True, slots=True)
class Retarget:
    """The present cycle counts by another rule from `origin` on."""

    clock: Clock
    origin: datetime
    rule: Rule
    clause: str
    version: PolicyVersion
    thresholds: Sequence[Any]
    reason: str


def clocks_retarget(wanted: Iterable[Retarget], *, actor: Any) -> None:
    """Compute the present cycles again, and bring the clocks given to it; each at most once in a call.

    One that has ended stays as it ended, and a breach that has happened stands. The caller holds the
    transaction and has locked the rows; nothing paused them. Two statements.
    """
    at = now()
    rows = [_retargeted(one, actor, at) for one in wanted if _open(one.clock, at)]
    execute(_CLOCKS, (clock for clock, _ in rows))
    events_insert(event for _, event in rows)


def _open(clock: Clock, at: datetime) -> bool:
    ended = clock.stopped_at is not None or clock.cancelled_at is not None
    return not ended and (clock.due_at is None or clock.due_at > at)


def _retargeted(one: Retarget, actor: Any, at: datetime) -> tuple[dict[str, Any], dict[str, Any]]:
    clock, before = one.clock, one.clock.due_at
    event, _ = began(one.origin, one.rule, one.version, one.clause, ())
    clock.revision += event["due_at"] != before
    clock.clause, clock.version, clock.due_at = one.clause, one.version, event["due_at"]
    clock.thresholds = _thresholds(one)
    clock.next_at = next_at(clock.thresholds)
    told = {"what": ClockEvent.What.RETARGETED, "at": at, "recorded_at": at, "reason": one.reason}
    more = {"clock_id": clock.pk, "cycle": clock.cycle, "revision": clock.revision, "due_before": before}
    return _values(clock), {**event, **told, **more, "actor_id": actor.pk if actor else None}


def _thresholds(one: Retarget) -> list[Entry]:
    """Those of the rule at their new instants; what was said at an instant that stays is not said again."""
    earlier = [entry for entry in one.clock.thresholds if "cycle" in entry and not entry["said"]]
    known = {entry["key"]: entry for entry in one.clock.thresholds if "cycle" not in entry}
    wanted = [_known(known.get(entry["key"], entry), entry) for entry in entries_of(one.thresholds)]
    return earlier + at_instants(one.origin, one.rule, one.version, wanted, one.clock.revision)


def _known(present: Entry, wanted: Entry) -> Entry:
    return Entry({**present, "tell": wanted["tell"], "wakes": wanted["wakes"]})


def _values(clock: Clock) -> dict[str, Any]:
    return {
        "id": clock.pk,
        "clause": clock.clause,
        "version_id": clock.version_id,
        "revision": clock.revision,
        "due_at": clock.due_at,
        "thresholds": clock.thresholds,
        "next_at": clock.next_at,
    }


_CLOCKS = """
UPDATE clocks_clock AS clock SET clause = told.clause, version_id = told.version_id, revision = told.revision,
    due_at = told.due_at, thresholds = told.thresholds, next_at = told.next_at
FROM jsonb_to_recordset(%s::jsonb) AS told(
    id bigint, clause text, version_id bigint, revision int, due_at timestamptz, thresholds jsonb,
    next_at timestamptz)
WHERE clock.id = told.id
"""
