"""To which instants a server can be brought back at an instant, and where it cannot although that is promised. Pure.

Each scope of the server's tiers is a line. Its points are the copies that hold it and are kept;
its gaps the slots of its tiers that are past due, whose copies would be kept still, and in whose
time nothing on the line can be restored. What is past its retention may be gone: it is no point,
and closes no gap.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Literal

from backups.rules.chains import Copy, Stand, covers, stands
from backups.rules.faults import Fault, Known, fault_of
from backups.rules.wanted import Span, Wanted, fulls_due, reach, wanted
from hostops.policies.schema.backups import Scope, Tier

Worth = Literal["restorable", "unsure", "broken"]

Faults = Mapping[tuple[str, datetime], Fault]
# Why slots without a good run have none, by their keys: missed, failed, quiet or closed.
Silence = Callable[[Sequence[Wanted]], Faults]


@dataclass(frozen=True, slots=True)
class Point:
    """A copy that is kept. `unsure`: what it needs is past its own time, and may be gone."""

    stand: Stand
    worth: Worth
    fault: Fault | None

    @property
    def copy(self) -> Copy:
        return self.stand.copy

    @property
    def at(self) -> datetime:
        """The instant to which it brings back: the end of its run."""
        return self.stand.copy.finished_at


@dataclass(frozen=True, slots=True)
class Gap:
    """Slots of one tier, one after another, that cannot be restored for the same reason.

    `before` and `after` are the nearest instants that can.
    """

    tier: Tier
    starts_at: datetime
    ends_at: datetime
    slots: int
    fault: Fault
    before: datetime | None
    after: datetime | None


@dataclass(frozen=True, slots=True)
class Line:
    """One scope of the server: its points, the earliest first, and its gaps."""

    scope: Scope
    tiers: Sequence[Tier]
    points: Sequence[Point]
    gaps: Sequence[Gap]

    @property
    def instants(self) -> list[Point]:
        return [point for point in self.points if point.worth == "restorable"]


@dataclass(frozen=True, slots=True)
class Restorable:
    """`points` has every copy that is kept, `past` how many are past their time and not said to be removed."""

    at: datetime
    points: Sequence[Point]
    lines: Sequence[Line]
    past: int

    @property
    def instants(self) -> list[Point]:
        return [point for point in self.points if point.worth == "restorable"]

    @property
    def gaps(self) -> list[tuple[Scope, Gap]]:
        return [(line.scope, gap) for line in self.lines for gap in line.gaps]


def restorable(copies: Sequence[Copy], spans: Sequence[Span], at: datetime, silence: Silence) -> Restorable:
    """What can be restored at `at`. `spans` are all promises of the server, those that ended too."""
    told = [copy for copy in copies if copy.finished_at <= at]
    tiers = {span.tier.name: span.tier for span in sorted(spans, key=lambda span: span.from_at)}
    known = Known(tiers, fulls_due(spans, _earliest(spans, at), at))
    found = stands(told)
    points = [_point(found[copy.id], known, at) for copy in told if copy.kept(at)]
    points.sort(key=lambda point: (point.at, point.copy.id))
    slots = _Slots(wanted(spans, at), _of_tiers(found.values()), known, at, silence)
    lines = [_line(scope, tiers, points, slots) for scope in _scopes(tiers)]
    return Restorable(at, points, lines, sum(not copy.kept(at) and not copy.gone(at) for copy in told))


def _earliest(spans: Sequence[Span], at: datetime) -> datetime:
    """Before it no full is asked for: nothing that stood on one is kept any more."""
    return min((reach(span.tier, span.days, at) for span in spans), default=at)


def _of_tiers(found: Iterable[Stand]) -> dict[str, list[Stand]]:
    by_tier: dict[str, list[Stand]] = {}
    for stand in found:
        by_tier.setdefault(stand.copy.tier, []).append(stand)
    return by_tier


def _scopes(tiers: Mapping[str, Tier]) -> list[Scope]:
    return list(dict.fromkeys(tier.scope for tier in tiers.values()))


def _point(stand: Stand, known: Known, at: datetime) -> Point:
    fault = fault_of(stand, known, at)
    return Point(stand, "restorable" if fault is None else "unsure" if stand.whole(at) else "broken", fault)


def _line(scope: Scope, tiers: Mapping[str, Tier], points: Sequence[Point], slots: "_Slots") -> Line:
    mine = [point for point in points if covers(point.copy.scope, scope)]
    instants = [point.at for point in mine if point.worth == "restorable"]
    of_scope = [tier for tier in tiers.values() if tier.scope == scope]
    return Line(scope, of_scope, mine, list(slots.gaps(scope, instants)))


@dataclass(frozen=True, slots=True)
class _Slots:
    """The slots that are promised still, and why those are empty that are."""

    wanted: Sequence[Wanted]
    stands: Mapping[str, Sequence[Stand]]
    known: Known
    at: datetime
    silence: Silence

    def gaps(self, scope: Scope, instants: Sequence[datetime]) -> Iterator[Gap]:
        """The gaps of a line on which these instants can be restored."""
        mine = [one for one in self.wanted if one.tier.scope == scope]
        empty = self._faults([one for one in mine if not _served(one, instants)])
        for of_tier in _by_tier(mine):
            for fault, run in _runs(of_tier, empty):
                yield _gap(run, fault, instants, self.at)

    def _faults(self, empty: Sequence[Wanted]) -> Faults:
        told = {one.key: fault for one in empty if (fault := self._of_copy(one))}
        silent = [one for one in empty if one.key not in told]
        return told | dict(self.silence(silent)) if silent else told

    def _of_copy(self, one: Wanted) -> Fault | None:
        """Why the slot's own copy, where one was made, is of no use."""
        own = [stand for stand in self.stands.get(one.tier.name, ()) if one.has(stand.copy.finished_at)]
        return fault_of(own[-1], self.known, self.at) if own else None


def _served(one: Wanted, instants: Sequence[datetime]) -> bool:
    place = bisect_left(instants, one.slot)
    return place < len(instants) and one.has(instants[place])


def _by_tier(slots: Sequence[Wanted]) -> list[list[Wanted]]:
    names = dict.fromkeys(one.tier.name for one in slots)
    return [[one for one in slots if one.tier.name == name] for name in names]


def _runs(slots: Sequence[Wanted], empty: Faults) -> Iterator[tuple[Fault, list[Wanted]]]:
    """Neighbours that are empty for the same reason, with the reason."""
    for same, group in groupby(slots, key=lambda one: empty[one.key].same if one.key in empty else None):
        if same is not None:
            run = list(group)
            yield empty[run[0].key], run


def _gap(run: Sequence[Wanted], fault: Fault, instants: Sequence[datetime], at: datetime) -> Gap:
    start, end = run[0].slot, min(run[-1].ends_at, at)
    place = bisect_left(instants, start)
    return Gap(
        tier=run[0].tier,
        starts_at=start,
        ends_at=end,
        slots=len(run),
        fault=fault,
        before=instants[place - 1] if place else None,
        after=instants[place] if place < len(instants) else None,
    )
