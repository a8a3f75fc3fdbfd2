"""Stretches of time: from an instant on, before another. Pure, to the whole second.

A set of instants is kept as stretches in order that neither touch nor overlap, so that equal sets
are equal tuples and every second is counted once.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from operator import attrgetter
from typing import NamedTuple

_SECOND = timedelta(seconds=1)
_END = attrgetter("end")


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
    """The instants that lie in each. The few are looked up in the many: a month of many outages is not slow."""
    few, many = (these, those) if len(these) <= len(those) else (those, these)
    return tuple(
        Stretch(max(one.start, other.start), min(one.end, other.end)) for one in few for other in _meeting(one, many)
    )


def without(these: Stretches, those: Stretches) -> Stretches:
    """The instants of `these` that are none of `those`."""
    left: list[Stretch] = []
    for start, end in these:
        for hole in _meeting(Stretch(start, end), those):
            if hole.start > start:
                left.append(Stretch(start, hole.start))
            start = hole.end
        if start < end:
            left.append(Stretch(start, end))
    return tuple(left)


def _meeting(one: Stretch, many: Stretches) -> Iterator[Stretch]:
    """Those of `many` that share an instant with `one`, in order."""
    at = bisect_right(many, one.start, key=_END)
    while at < len(many) and many[at].start < one.end:
        yield many[at]
        at += 1


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
