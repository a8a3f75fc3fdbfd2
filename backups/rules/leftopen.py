"""What a policy's tiers leave open even where every copy comes at its time. Pure.

Reckoned from the tiers, over an ideal history in which each copy is made at its slot in no time:

1. `chain`: incrementals outlive what they build on, so that copies are kept that are of no use.
2. `no_full`: incrementals of a scope of which the policy has no full.
3. `between`: a copy may come so late within its grace that the one before it is past its time.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Literal
from zoneinfo import ZoneInfo

from backups.rules.chains import Copy, Stand, covers, stands
from backups.rules.retention import expires_at
from backups.rules.wanted import due_at
from hostops.clocks.businesstime.wall import zone_named
from hostops.clocks.slots import slots_of
from hostops.policies.schema.backups import Tier

# The yearly cadence is the longest: a year to begin with, and one to look at.
_YEAR = timedelta(days=366)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Enough:
    """For how many days the copies of a tier would have to be kept to leave nothing open."""

    tier: Tier
    days: int


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """One thing that the policy leaves open.

    - `tier`: whose copies it is about; `others`: the tiers it comes from besides
    - `lasts`: of a chain, how long a copy may be kept that is of no use; else how long none may be there
    - `kept`, `useful`: of a chain, how many copies are kept at the worst instant, and how many can be restored
    - `enough`: what would close it
    """

    kind: Literal["chain", "no_full", "between"]
    tier: Tier
    others: tuple[Tier, ...] = ()
    lasts: timedelta = timedelta()
    kept: int = 0
    useful: int = 0
    enough: tuple[Enough, ...] = ()

    @property
    def clauses(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(tier.clause for tier in (self.tier, *self.others)))


def left_open(tiers: Sequence[Tier], zone: str, since: datetime) -> list[LeftOpen]:
    """All that is left open in the years from `since` on, its slots and its days by the clock of `zone`."""
    chains = [_of_chain(tier, tiers, zone, since) for tier in tiers if tier.kind == "incremental" and tier.grace]
    between = [_between(tier, zone, since) for tier in tiers if tier.grace]
    return [one for one in (*chains, *between) if one]


def _between(tier: Tier, zone: str, since: datetime) -> LeftOpen | None:
    slots = slots_of(tier, zone, since, since + 3 * _YEAR)
    waits = [
        due_at(tier, following, zone) - expires_at(slot, tier.retention, zone) for slot, following in pairwise(slots)
    ]
    longest = max(waits, default=timedelta())
    return LeftOpen("between", tier, lasts=longest) if longest > timedelta() else None


def _of_chain(tier: Tier, tiers: Sequence[Tier], zone: str, since: datetime) -> LeftOpen | None:
    fulls = [one for one in tiers if one.kind == "full" and one.grace and covers(one.scope, tier.scope)]
    if not fulls:
        return LeftOpen("no_full", tier)
    copies = ideal([*fulls, tier], zone, since)
    found = stands(copies)
    looked_at = [one for one in found.values() if one.copy.tier == tier.name and one.copy.began_at >= since + _YEAR]
    lost = max((_end(one.copy) - _end(one.weakest) for one in looked_at), default=timedelta())
    if lost <= timedelta():
        return None
    kept, useful = _worst(looked_at)
    enough = _enough([tier, *fulls], found, looked_at, zone_named(zone))
    others = tuple(one.tier for one in enough if one.tier is not tier)
    return LeftOpen("chain", tier, others, lost, kept, useful, enough)


def ideal(tiers: Sequence[Tier], zone: str, since: datetime) -> list[Copy]:
    """The copies of the years to look at, each made at its slot in no time."""
    slots = sorted(_slots(tiers, zone, since), key=lambda pair: pair[0])
    return [
        Copy(number, tier.name, tier.kind, tier.scope, slot, slot, expires_at(slot, tier.retention, zone))
        for number, (slot, tier) in enumerate(slots)
    ]


def _slots(tiers: Sequence[Tier], zone: str, since: datetime) -> Iterator[tuple[datetime, Tier]]:
    for tier in tiers:
        for slot in slots_of(tier, zone, since, since + 2 * _YEAR):
            yield slot, tier


def _end(copy: Copy) -> datetime:
    assert copy.kept_until is not None
    return copy.kept_until


def _worst(looked_at: Sequence[Stand]) -> tuple[int, int]:
    """How many copies are kept, and how many of them are of use, at the instant at which most are not."""
    ends = sorted({_end(one.weakest) for one in looked_at if _end(one.weakest) < _end(one.copy)})
    counts = [_counted(looked_at, at) for at in ends]
    return max(counts, key=lambda count: (count[0] - count[1], -count[1]))


def _counted(looked_at: Sequence[Stand], at: datetime) -> tuple[int, int]:
    kept = [one for one in looked_at if one.copy.finished_at <= at and one.copy.kept(at)]
    return len(kept), sum(one.restorable(at) for one in kept)


def _enough(
    tiers: Sequence[Tier], found: dict[int, Stand], looked_at: Sequence[Stand], zone: ZoneInfo
) -> tuple[Enough, ...]:
    """How long each tier's copies are needed: until the last that builds on them is past its own time."""
    needed = {one.copy.id: _end(one.copy) for one in looked_at}
    for stand in sorted(found.values(), key=lambda one: one.copy.id, reverse=True):
        for below in stand.on if stand.copy.id in needed else ():
            needed[below.id] = max(needed.get(below.id, _end(below)), needed[stand.copy.id])
    over = {tier.name: 0 for tier in tiers}
    for number, until in needed.items():
        copy = found[number].copy
        if until > _end(copy):
            over[copy.tier] = max(over[copy.tier], _days(copy.finished_at, until, zone))
    return tuple(Enough(tier, over[tier.name]) for tier in tiers if over[tier.name])


def _days(start: datetime, end: datetime, zone: ZoneInfo) -> int:
    """The calendar days that reach from `start` to `end`, by the wall clock."""
    first, last = (instant.astimezone(zone).replace(tzinfo=None) for instant in (start, end))
    return math.ceil((last - first) / _DAY)
