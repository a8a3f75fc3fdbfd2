"""How a slot stands at an instant, from the runs that ended in its time. Pure.

A run counts for the slot in whose time it ended. What counts is the first that was good, and
whether it ended by the due instant; before that, whether any failed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Literal

State = Literal["ok", "late", "missed", "failed", "pending", "quiet"]
STATES: tuple[State, ...] = ("ok", "late", "missed", "failed", "pending", "quiet")
# A slot that asks for somebody's attention.
EXCEPTIONS: frozenset[State] = frozenset({"late", "missed", "failed"})
# `ran_on`: it began in time and ended after; `came_late`: it began after, or nobody said when.
Late = Literal["", "ran_on", "came_late"]


@dataclass(frozen=True, slots=True)
class Heard:
    """What a slot needs of a run. `good`: it left a copy, with warnings or without."""

    id: int
    started_at: datetime | None
    finished_at: datetime
    good: bool
    suspicious: bool = False


@dataclass(frozen=True, slots=True)
class Health:
    """`run` is the one that decides: the first good one, else the last that failed."""

    state: State
    late: Late = ""
    run: Heard | None = None

    @property
    def suspicious(self) -> bool:
        """Whether the figures of the copy that counts are far from its schedule's own history."""
        return self.run is not None and self.run.good and self.run.suspicious


_PENDING, _MISSED, _QUIET = Health("pending"), Health("missed"), Health("quiet")


def health(due_at: datetime, runs: Sequence[Heard], at: datetime, *, quiet: bool = False) -> Health:
    """The state at `at` of a slot due at `due_at`; `quiet`: a service window excuses it.

    1. A good run by `at` decides: `ok` by the due instant or in a quiet slot, `late` after it.
    2. Without one a quiet slot is `quiet`, whatever failed in it.
    3. Else what failed makes it `failed`, before the due instant and after.
    4. Else it is `missed` once the due instant has passed, and `pending` until then.
    """
    known = [run for run in runs if run.finished_at <= at]
    good = min((run for run in known if run.good), key=_ended, default=None)
    if good is not None:
        return _kept(good, due_at, quiet=quiet)
    if quiet:
        return _QUIET
    if known:
        return Health("failed", run=max(known, key=_ended))
    return _MISSED if at > due_at else _PENDING


_ended = attrgetter("finished_at", "id")


def _kept(good: Heard, due_at: datetime, *, quiet: bool) -> Health:
    if quiet or good.finished_at <= due_at:
        return Health("ok", run=good)
    in_time = good.started_at is not None and good.started_at <= due_at
    return Health("late", "ran_on" if in_time else "came_late", good)
