"""Promises opened, kept and cancelled by the thousand, in a few statements: what `clock_open`, `clock_stop` and
`clock_cancel` do for one.

A server brings a clock for each of its tiers; a window over a whole site excuses all that fall due in it; a patch
run keeps what is owed of all its servers.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hostops.clocks.bulk import began, events_insert, execute
from hostops.clocks.models import Clock
from hostops.clocks.rules import Rule
from hostops.clocks.thresholds import Entry, next_at, still_to_say
from hostops.lib.now import now
from hostops.policies.models import PolicyVersion
from hostops.subjects.models import Subject


@dataclass(frozen=True, slots=True)
class Opening:
    """A promise about `subject` that counts from `start`; the fields are those of `clock_open`."""

    subject: Subject
    kind: str
    clause: str
    version: PolicyVersion
    rule: Rule
    thresholds: Sequence[Any]
    start: datetime
    reason: str = ""


def clocks_open(openings: Sequence[Opening], *, actor: Any) -> list[Clock]:
    """Put the promises on record, in their order; the caller holds the transaction."""
    at = now()
    pairs = [began(one.start, one.rule, one.version, one.clause, one.thresholds) for one in openings]
    rows = [_opened(one, event, entries, at) for one, (event, entries) in zip(openings, pairs, strict=True)]
    clocks = Clock.objects.bulk_create(rows)
    who = actor.pk if actor else None
    events_insert(
        {**event, "clock_id": clock.pk, "cycle": 1, "recorded_at": at, "actor_id": who, "reason": one.reason}
        for one, clock, (event, _) in zip(openings, clocks, pairs, strict=True)
    )
    return clocks


def _opened(one: Opening, event: dict[str, Any], entries: list[Entry], at: datetime) -> Clock:
    return Clock(
        subject=one.subject,
        kind=one.kind,
        clause=one.clause,
        version=one.version,
        opened_at=at,
        started_at=one.start,
        due_at=event["due_at"],
        thresholds=entries,
        next_at=next_at(entries),
    )


@dataclass(frozen=True, slots=True)
class Cancelling:
    """The present cycle is no longer owed from `at` on."""

    clock: Clock
    at: datetime
    reason: str


def clocks_cancel(cancelled: Iterable[Cancelling], *, actor: Any) -> None:
    """Cancel the present cycles, and bring the clocks given to it; one that has ended stays as it ended.

    The caller holds the transaction and has locked the rows. One statement.
    """
    execute(_CANCEL, [_cancelled(one, actor) for one in cancelled if _live(one.clock)])


def _live(clock: Clock) -> bool:
    return clock.stopped_at is None and clock.cancelled_at is None


def _cancelled(one: Cancelling, actor: Any) -> dict[str, Any]:
    one.clock.cancelled_at = one.at
    return _ended(one, actor, [e for e in one.clock.thresholds if ("cycle" in e) != bool(e["said"])])


@dataclass(frozen=True, slots=True)
class Stopping:
    """What the present cycle promises was done at `at`; in time or not follows from the due instant."""

    clock: Clock
    at: datetime
    reason: str = ""


def clocks_stop(stopped: Iterable[Stopping], *, actor: Any) -> None:
    """Stop the present cycles, and bring the clocks given to it; one that has ended stays as it ended.

    What was crossed by then and not said is still said. The caller holds the transaction and has
    locked the rows; nothing paused them. One statement.
    """
    execute(_STOP, [_stopped(one, actor) for one in stopped if _live(one.clock)])


def _stopped(one: Stopping, actor: Any) -> dict[str, Any]:
    one.clock.stopped_at = one.at
    own = [entry for entry in one.clock.thresholds if "cycle" not in entry]
    to_say = still_to_say(own, one.at)
    earlier = [entry for entry in one.clock.thresholds if "cycle" in entry and not entry["said"]]
    return _ended(one, actor, [*earlier, *(entry for entry in own if entry["said"] or entry in to_say)])


def _ended(one: Cancelling | Stopping, actor: Any, thresholds: list[Entry]) -> dict[str, Any]:
    clock = one.clock
    clock.thresholds, clock.next_at = thresholds, next_at(thresholds)
    return {
        "id": clock.pk,
        "at": one.at,
        "recorded_at": now(),
        "reason": one.reason,
        "actor_id": actor.pk if actor else None,
        "thresholds": clock.thresholds,
        "next_at": clock.next_at,
    }


# How its time was counted is what its last event says: nothing of that changes.
_CANCEL = """
WITH told AS (
    SELECT * FROM jsonb_to_recordset(%s::jsonb) AS told(
        id bigint, at timestamptz, recorded_at timestamptz, reason text, actor_id bigint, thresholds jsonb,
        next_at timestamptz)
), ended AS (
    UPDATE clocks_clock AS clock
    SET cancelled_at = told.at, thresholds = told.thresholds, next_at = told.next_at
    FROM told WHERE clock.id = told.id AND clock.stopped_at IS NULL AND clock.cancelled_at IS NULL
    RETURNING clock.id, clock.cycle, clock.clause, clock.version_id, clock.revision, clock.due_at
)
INSERT INTO clocks_clockevent (clock_id, cycle, what, at, recorded_at, clause, version_id, keeps_earlier, reason,
    actor_id, revision, due_before, due_at, spans)
SELECT ended.id, ended.cycle, 'cancelled', told.at, told.recorded_at, ended.clause, ended.version_id, false,
    told.reason, told.actor_id, ended.revision, ended.due_at, ended.due_at, last.spans
FROM ended JOIN told USING (id) JOIN LATERAL (
    SELECT spans FROM clocks_clockevent WHERE clock_id = ended.id AND cycle = ended.cycle ORDER BY id DESC LIMIT 1
) AS last ON true
"""
_STOP = _CANCEL.replace("SET cancelled_at", "SET stopped_at").replace("'cancelled'", "'stopped'")
