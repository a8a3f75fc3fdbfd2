"""Which servers of a run may be patched when: pilots first, the others after a wait without an incident. Pure.

1. The first ring may begin with the run.
2. A ring may begin when every server of the one before it is done, or was left out, and the wait is over.
3. The wait counts from the last of them; an incident on one of them since it was patched makes it count anew from
   that incident's end, and while the incident goes on nothing begins.
4. A server that failed or was rolled back holds the next ring until it is done or left out.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import groupby

from hostops.subjects.incidents import Incident

PENDING, DONE, FAILED, ROLLED_BACK, SKIPPED = "pending", "done", "failed", "rolled_back", "skipped"
# From the instant at which the last of a ring was patched: until when the next one waits.
Wait = Callable[[datetime], datetime]


class Stands(StrEnum):
    DONE = "done"
    OPEN = "open"
    WAITING = "waiting"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Placed:
    """A server of the run: in which ring, how it stands there, and when that came to be."""

    server: int
    name: str
    ring: int
    state: str
    finished_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Ring:
    """`open`: it may begin, or has. `waiting`: from `may_begin_at` on, if nothing happens. `held`: see `why`."""

    number: int
    stands: Stands
    may_begin_at: datetime | None = None
    why: tuple[str, ...] = ()

    @property
    def may_begin(self) -> bool:
        return self.stands == Stands.OPEN


def rings_at(
    placed: Iterable[Placed], incidents: Sequence[Incident], wait: Wait, at: datetime, begins_at: datetime | None = None
) -> list[Ring]:
    """The rings in their order as they stand at `at`; `begins_at` is when the first of them may begin."""
    by_ring = [(number, list(rows)) for number, rows in groupby(sorted(placed, key=_order), key=lambda one: one.ring)]
    found: list[Ring] = []
    before: list[Placed] = []
    for number, rows in by_ring:
        found.append(_ring(number, rows, before, incidents, wait, at, begins_at))
        before = rows
    return found


def _order(one: Placed) -> tuple[int, str]:
    return one.ring, one.name


def _ring(
    number: int, rows: Sequence[Placed], before: Sequence[Placed], incidents: Sequence[Incident], wait: Wait,
    at: datetime, begins_at: datetime | None,
) -> Ring:  # fmt: skip
    if all(one.state in (DONE, SKIPPED) for one in rows):
        return Ring(number, Stands.DONE)
    if not before:
        ahead = begins_at is not None and at < begins_at
        return Ring(number, Stands.WAITING if ahead else Stands.OPEN, begins_at)
    if why := unfinished(before):
        return Ring(number, Stands.HELD, None, why)
    return _after_the_wait(number, before, incidents, wait, at)


def unfinished(before: Iterable[Placed]) -> tuple[str, ...]:
    """What of the ring before is not done, in words."""
    said = {PENDING: "is not patched yet", FAILED: "failed", ROLLED_BACK: "was rolled back"}
    return tuple(f"{one.name} {said[one.state]}" for one in before if one.state in said)


def _after_the_wait(
    number: int, before: Sequence[Placed], incidents: Sequence[Incident], wait: Wait, at: datetime
) -> Ring:
    ended = {one.server: one.finished_at for one in before if one.state == DONE and one.finished_at}
    if not ended:
        return Ring(number, Stands.OPEN)
    names = {one.server: one.name for one in before}
    since = [one for one in incidents if (patched := ended.get(one.server)) and one.started_at >= patched]
    going_on = [one for one in since if one.started_at <= at and (one.ended_at is None or one.ended_at > at)]
    if going_on:
        return Ring(number, Stands.HELD, None, tuple(f"{names[one.server]}: {one.words}" for one in going_on))
    quiet_from = max([*ended.values(), *(one.ended_at for one in since if one.ended_at)])
    first = wait(quiet_from)
    after = tuple(f"{names[one.server]} had {one.words}" for one in since)
    return Ring(number, Stands.OPEN if first <= at else Stands.WAITING, first, after)
