"""How much of a month a server was available, against what was committed. Pure (iptor:5a, 5d; itpdx:6b, 6c).

Each second of the month counts once, as the first of these that it is:

1. scheduled: the server was down inside an announced window that was to be used, whatever else was recorded;
2. excluded: it was down by a cause that does not count, also where another downtime overlaps;
3. down: it was down, and this counts against the commitment;
4. up.

Seconds in which the server was not registered are no part of its month. Shares are exact; as
percentages they are rounded down, so that a commitment that was missed never reads as kept.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from maintenance.rules.intervals import Piece, Stretch, Stretches, both, painted, seconds, union, without
from maintenance.rules.shares import WHOLE, Counted

_LOUDEST_FIRST = ("down", "excluded", "scheduled", "up")


class Down(NamedTuple):
    """A downtime as it is recorded. `excluded` names the approved exclusion, empty for none; `key` is the caller's."""

    start: datetime
    end: datetime
    excluded: str = ""
    key: int = 0


class Cover(NamedTuple):
    """An announced, used window whose downtime does not count, with the announced `estimate` in seconds."""

    start: datetime
    end: datetime
    estimate: int | None = None
    key: int = 0


class Promise(NamedTuple):
    """What was committed for a part of the month, in percent; None where the contract does not state it."""

    start: datetime
    end: datetime
    commitment: Decimal | None


class Over(NamedTuple):
    """A window (its `key`) in which the server was down for longer than was announced."""

    key: int
    estimate: int
    seconds: int


@dataclass(frozen=True, slots=True)
class ServerMonth:
    """A server's month: the seconds, the strip from the month's start to its end, and what exceeded its estimate."""

    counted: Counted
    strip: tuple[Piece, ...]
    over: tuple[Over, ...]


@dataclass(frozen=True, slots=True)
class Split:
    """How many seconds of one downtime, within the month, are of each kind; `windows` are those that cover it."""

    scheduled: int
    excluded: int
    down: int
    windows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Kinds:
    """The instants in which a server was down, by what they are; no instant is of two kinds."""

    scheduled: Stretches
    excluded: Stretches
    down: Stretches


def server_month(
    month: Stretch, life: Stretch, downs: Sequence[Down], covers: Sequence[Cover], promises: Iterable[Promise]
) -> ServerMonth:
    """The month of one server that was there during `life`.

    `downs` and `covers` are all that touch the month, and all downtimes that touch those covers:
    whether a window exceeded its estimate is told of the whole window, on both sides of a month's end.
    """
    here = both(union([month]), union([life]))
    kinds = kinds_of(downs, covers)
    mine = Kinds(*(both(here, part) for part in (kinds.scheduled, kinds.excluded, kinds.down)))
    counted = Counted(
        seconds(here), seconds(mine.scheduled), seconds(mine.excluded), seconds(mine.down), promised(here, promises)
    )
    return ServerMonth(counted, _strip(month, here, mine), tuple(overruns(month, downs, covers)))


def kinds_of(downs: Iterable[Down], covers: Iterable[Cover]) -> Kinds:
    """The downtimes told apart: what a window covers, then what is excluded, then what counts."""
    downs = list(downs)
    down = union((one.start, one.end) for one in downs)
    scheduled = both(down, union((cover.start, cover.end) for cover in covers))
    excluded = without(union((one.start, one.end) for one in downs if one.excluded), scheduled)
    return Kinds(scheduled, excluded, without(without(down, scheduled), excluded))


def promised(here: Stretches, promises: Iterable[Promise]) -> Fraction | None:
    """The seconds of `here` that must be up by what was committed for each; None where a part states nothing.

    Promises do not overlap; where none reaches, nothing is stated either.
    """
    due, stated = Fraction(), 0
    for start, end, commitment in promises:
        if commitment is not None:
            part = seconds(both(here, union([(start, end)])))
            due, stated = due + part * Fraction(commitment) / WHOLE, stated + part
    return due if stated == seconds(here) else None


def overruns(month: Stretch, downs: Iterable[Down], covers: Iterable[Cover]) -> Iterable[Over]:
    """The windows touching the month in which the server was down beyond the estimate (it still does not count)."""
    down = union((one.start, one.end) for one in downs)
    for cover in covers:
        span = union([(cover.start, cover.end)])
        inside = seconds(both(down, span))
        if cover.estimate is not None and inside > cover.estimate and both(span, union([month])):
            yield Over(cover.key, cover.estimate, inside)


def split(month: Stretch, life: Stretch, one: Down, kinds: Kinds, covers: Iterable[Cover]) -> Split:
    """What the seconds of one downtime are, within the month. Two that overlap each show what they share."""
    here = both(both(union([month]), union([life])), union([(one.start, one.end)]))
    scheduled, excluded, down = (seconds(both(here, part)) for part in (kinds.scheduled, kinds.excluded, kinds.down))
    covering = tuple(cover.key for cover in covers if both(here, union([(cover.start, cover.end)])))
    return Split(scheduled, excluded, down, covering)


def account_strip(month: Stretch, strips: Iterable[Sequence[Piece]]) -> tuple[Piece, ...]:
    """Several servers in one strip: down where any of them is, up where none is down and one is there."""
    pieces = [piece for strip in strips for piece in strip]
    layers = [(kind, union((p.start, p.end) for p in pieces if p.kind == kind)) for kind in _LOUDEST_FIRST]
    return painted(month, "absent", layers)


def _strip(month: Stretch, here: Stretches, kinds: Kinds) -> tuple[Piece, ...]:
    """`absent` where the server was not registered, else what each second is."""
    layers = [("scheduled", kinds.scheduled), ("excluded", kinds.excluded), ("down", kinds.down), ("up", here)]
    return painted(month, "absent", layers)
