"""What of a span of time was not as promised, one row for each slot, told from what is known of it. Pure.

A broken promise is the gravest that can be said of a slot; then a copy that was deleted before its
time; then a run that failed though the slot was not lost, figures far from the usual, warnings.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

# The gravest first.
STATES = ("missed", "failed", "late", "deleted", "failed_run", "suspicious", "warning")
# A promise was not kept: somebody has to say what was done about it.
BROKEN = frozenset({"missed", "failed", "late", "deleted"})

Key = tuple[int, datetime]
"""A schedule's id and the slot; of an occasional tier, which has no slots, the end of the run."""


@dataclass(frozen=True, slots=True)
class Unkept:
    """A slot whose copy came after `due_at`, or has not come."""

    schedule: int
    slot_at: datetime
    due_at: datetime
    stopped_at: datetime | None

    @property
    def key(self) -> Key:
        return self.schedule, self.slot_at


@dataclass(frozen=True, slots=True)
class Ran:
    """A run that failed, warned or is suspicious; or, with `deleted_at`, a copy that went too early."""

    id: int
    schedule: int
    slot_at: datetime | None
    finished_at: datetime
    status: str
    suspicious: bool = False
    deleted_at: datetime | None = None

    @property
    def key(self) -> Key:
        return self.schedule, self.slot_at or self.finished_at

    def states(self) -> Iterable[str]:
        if self.deleted_at:
            yield "deleted"
        elif self.status == "failed":
            yield "failed_run"
        else:
            yield from ["suspicious"] * self.suspicious
            yield from ["warning"] * (self.status == "warning")


@dataclass(frozen=True, slots=True)
class Row:
    """One slot. `states` has all that is to be said of it, the gravest first; `at` is when that came about.

    `answered`: somebody wrote what was done; `closed`: by a reason of the policy.
    """

    schedule: int
    slot_at: datetime
    at: datetime
    states: tuple[str, ...]
    due_at: datetime | None = None
    stopped_at: datetime | None = None
    runs: tuple[int, ...] = ()
    answered: bool = False
    closed: bool = False

    @property
    def key(self) -> Key:
        return self.schedule, self.slot_at

    @property
    def state(self) -> str:
        return self.states[0]

    @property
    def is_broken(self) -> bool:
        return self.state in BROKEN

    @property
    def is_owed_words(self) -> bool:
        """Broken, and nobody has said anything about it."""
        return self.is_broken and not self.answered

    @property
    def rank(self) -> tuple[bool, bool, float, int, float]:
        """What nobody has answered first, then what is broken, then the newest."""
        newest = -self.at.timestamp()
        return not self.is_owed_words, not self.is_broken, newest, self.schedule, self.slot_at.timestamp()


def rows_of(unkept: Iterable[Unkept], ran: Iterable[Ran], failed: Collection[Key]) -> list[Row]:
    """One row for each slot. `failed` are the slots of which a run has failed, in the span or before it."""
    by_slot: dict[Key, list[Ran]] = defaultdict(list)
    for run in ran:
        by_slot[run.key].append(run)
    broken = {slot.key: slot for slot in unkept}
    keys = [*broken, *(key for key in by_slot if key not in broken)]
    return [_row(key, broken.get(key), by_slot.get(key, []), failed) for key in keys]


def answered(rows: Iterable[Row], remarks: Iterable[tuple[int, datetime, str]]) -> list[Row]:
    """The rows, each with whether a remark (schedule, slot, reason) answers and closes it."""
    reasons: dict[Key, set[str]] = defaultdict(set)
    for schedule, slot_at, reason in remarks:
        reasons[schedule, slot_at].add(reason)
    return [replace(row, answered=row.key in reasons, closed=any(reasons.get(row.key, ()))) for row in rows]


def _row(key: Key, slot: Unkept | None, runs: list[Ran], failed: Collection[Key]) -> Row:
    said = {state for run in runs for state in run.states()}
    if slot is not None:
        said.add("late" if slot.stopped_at else "failed" if key in failed else "missed")
        said.discard("failed_run")  # told by the slot's own state, and by the run beside it
    at = slot.due_at if slot else max(run.deleted_at or run.finished_at for run in runs)
    due_at, stopped_at = (slot.due_at, slot.stopped_at) if slot else (None, None)
    states = tuple(state for state in STATES if state in said)
    return Row(*key, at, states, due_at, stopped_at, tuple(run.id for run in runs))
