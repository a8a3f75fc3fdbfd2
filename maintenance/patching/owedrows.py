"""What is owed, written in bulk: brought to what its objects say, or dropped with the clocks that told of it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from hostops.clocks.bulk import execute
from hostops.clocks.many import Cancelling, clocks_cancel
from hostops.clocks.models import Clock
from hostops.journal.actions import Happened, record_many
from maintenance.patching.models import PatchOwed
from maintenance.patching.places import clocks_of, stands_at

_REASON_LONGEST = 300


def owed_save(rows: Iterable[PatchOwed]) -> None:
    """Write what can change of them; the rows are locked. One statement."""
    execute(_SAVE, ({"id": row.pk, **{name: getattr(row, name) for name in _CHANGING}} for row in rows))


def owed_drop(dropped: Sequence[tuple[PatchOwed, str]], *, actor: Any, at: datetime) -> None:
    """They are owed no more from `at` on, each for its reason; their clocks are cancelled. The rows are locked."""
    if not dropped:
        return
    clocks = clocks_of([row for row, _ in dropped])
    for row, reason in dropped:
        row.dropped_at, row.dropped_reason = at, reason[:_REASON_LONGEST]
    owed_save(row for row, _ in dropped)
    cancelled = ((clocks.get(row.pk), row, reason) for row, reason in dropped)
    clocks_cancel(
        (cancelling(clock, at, why) for clock, row, why in cancelled if clock and stands_at(clock, row)), actor=actor
    )
    told(dropped, "dropped", actor)


def cancelling(clock: Clock, at: datetime, reason: str) -> Cancelling:
    """From `at` on, but not before the cycle began."""
    return Cancelling(clock, max(clock.started_at or at, at), reason)


def told(rows: Iterable[tuple[PatchOwed, str]], did: str, actor: Any) -> None:
    """Journal what became of releases that are owed; of periods their rows say enough. One statement."""
    of_releases = ((row, why) for row, why in rows if row.what != PatchOwed.What.PERIOD)
    happened = (Happened(row.pk, row.number, {}, _shown(row), why) for row, why in of_releases)
    record_many(actor=actor, verb=f"maintenance.patch_owed.{did}", kind="patch", happened=happened)


def _shown(row: PatchOwed) -> dict[str, Any]:
    return {"due_at": row.due_at, "because": row.because, "cause": row.cause}


_CHANGING = (
    "because",
    "clause",
    "cause",
    "promise_id",
    "starts_at",
    "due_at",
    "done_at",
    "done_by_id",
    "exception_id",
    "dropped_at",
    "dropped_reason",
)
_SAVE = """
UPDATE maintenance_patchowed AS owed SET because = told.because, clause = told.clause, cause = told.cause,
    promise_id = told.promise_id, starts_at = told.starts_at, due_at = told.due_at, done_at = told.done_at,
    done_by_id = told.done_by_id, exception_id = told.exception_id, dropped_at = told.dropped_at,
    dropped_reason = told.dropped_reason
FROM jsonb_to_recordset(%s::jsonb) AS told(
    id bigint, because text, clause text, cause text, promise_id bigint, starts_at timestamptz, due_at timestamptz,
    done_at timestamptz, done_by_id bigint, exception_id bigint, dropped_at timestamptz, dropped_reason text)
WHERE owed.id = told.id
"""
