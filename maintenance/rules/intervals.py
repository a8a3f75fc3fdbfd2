"""Stretches of time: from an instant on, before another. Pure, to the whole second.

A set of instants is kept as stretches in order that neither touch nor overlap, so that equal sets
are equal tuples and every second is counted once.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

_SECOND = timedelta(seconds=1)


class Stretch(NamedTuple):
    """From `start` on, before `end`; in UTC."""

    start: datetime
    end: datetime

    @property
    def seconds(self) -> int:
        return (self.end - self.start) // _SECOND


Stretches = tuple[Stretch, ...]


class Piece(NamedTuple):
    """A stretch that is all of one kind."""

    start: datetime
    end: datetime
    kind: str

    @property
    def seconds(self) -> int:
        return (self.end - self.start) // _SECOND


def whole(instant: datetime) -> datetime:
    """The second that `instant` lies in: parts of seconds are not counted."""
    return instant.replace(microsecond=0)


def union(stretches: Iterable[tuple[datetime, datetime]]) -> Stretches:
    """All instants of any of them; what ends where it starts, or before, holds none."""
    found: list[Stretch] = []
    for start, end in sorted((whole(start), whole(end)) for start, end in stretches):
        if end <= start:
            continue
        if found and start <= found[-1].end:
            found[-1] = Stretch(found[-1].start, max(found[-1].end, end))
        else:
            found.append(Stretch(start, end))
    return tuple(found)


def both(these: Stretches, those: Stretches) -> Stretches:
    """The instants that lie in each."""
    return union((max(a.start, b.start), min(a.end, b.end)) for a in these for b in those)


def without(these: Stretches, those: Stretches) -> Stretches:
    """The instants of `these` that are none of `those`."""
    left: list[Stretch] = []
    for start, end in these:
        for hole in those:
            if hole.end > start and hole.start < end:
                left.append(Stretch(start, hole.start))
                start = max(start, hole.end)
        left.append(Stretch(start, end))
    return union(left)


def seconds(stretches: Stretches) -> int:
    return sum(stretch.seconds for stretch in stretches)


def painted(ground: Stretch, otherwise: str, layers: Sequence[tuple[str, Stretches]]) -> tuple[Piece, ...]:
    """`ground` from end to end, each instant of the kind of the first layer that has it, else `otherwise`."""
    rest: Stretches = union([ground])
    pieces: list[Piece] = []
    for kind, layer in layers:
        pieces += [Piece(*stretch, kind) for stretch in both(rest, layer)]
        rest = without(rest, layer)
    pieces += [Piece(*stretch, otherwise) for stretch in rest]
    return tuple(sorted(pieces))
