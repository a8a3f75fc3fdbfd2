"""To which instants a server can be brought back at an instant, and where it cannot although that is promised. Pure.

Each scope of the server's tiers is a line. Its points are the copies that hold it and are kept;
its gaps (`backups.rules.gaps`) the slots of its tiers that are past due, whose copies would be kept
still, and in whose time nothing on the line can be restored. What is past its retention may be
gone: it is no point, and closes no gap.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from backups.rules.chains import Copy, Stand, covers, stands
from backups.rules.faults import Fault, Known, fault_of
from backups.rules.gaps import Faults, Gap, gaps_of
from backups.rules.wanted import Span, Wanted, fulls_due, reach, wanted
from hostops.policies.schema.backups import Scope, Tier

Worth = Literal["restorable", "unsure", "broken"]

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
class Line:
    """One scope of the server: its points, the earliest first, and its gaps.

    `tiers` are all whose copies hold it; gaps are those of its own scope's alone.
    """

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
    found = stands(told)
    of_tiers = _of_tiers(found.values())
    copies_of = {tier: [stand.copy for stand in those] for tier, those in of_tiers.items()}
    known = Known(tiers, fulls_due(spans, _earliest(spans, at), at), copies_of)
    points = [_point(found[copy.id], known, at) for copy in told if copy.kept(at)]
    points.sort(key=lambda point: (point.at, point.copy.id))
    instants = {scope: _instants(points, scope) for scope in _scopes(tiers)}
    slots = [one for one in wanted(spans, at) if not _served(one, instants[tiers[one.tier.name].scope])]
    faults = _faults(slots, of_tiers, known, at, silence)
    lines = [_line(scope, tiers, points, slots, faults, instants[scope], at) for scope in instants]
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


def _instants(points: Sequence[Point], scope: Scope) -> list[datetime]:
    """Those to which this scope can be brought back."""
    return [point.at for point in points if point.worth == "restorable" and covers(point.copy.scope, scope)]


def _faults(
    empty: Sequence[Wanted], stands_of: Mapping[str, Sequence[Stand]], known: Known, at: datetime, silence: Silence
) -> Faults:
    """Why each of the slots is empty: what is wrong with its own copy, or why there is none."""
    told = {}
    for one in empty:
        own = [stand for stand in stands_of.get(one.tier.name, ()) if one.has(stand.copy.finished_at)]
        if own and (fault := fault_of(own[-1], known, at)):
            told[one.key] = fault
    silent = [one for one in empty if one.key not in told]
    return told | dict(silence(silent)) if silent else told


def _line(
    scope: Scope,
    tiers: Mapping[str, Tier],
    points: Sequence[Point],
    empty: Sequence[Wanted],
    faults: Faults,
    instants: Sequence[datetime],
    at: datetime,
) -> Line:
    own = [tier for tier in tiers.values() if tier.scope == scope]
    holding = [tier for tier in tiers.values() if covers(tier.scope, scope)]
    held = [point for point in points if covers(point.copy.scope, scope)]
    return Line(scope, holding, held, gaps_of(own, empty, faults, instants, at))


def _served(one: Wanted, instants: Sequence[datetime]) -> bool:
    place = bisect_left(instants, one.slot)
    return place < len(instants) and one.has(instants[place])
