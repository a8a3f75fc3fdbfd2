"""Slots that cannot be restored, those that follow one another for the same reason as one gap. Pure."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from backups.rules.faults import Fault
from backups.rules.wanted import Wanted
from hostops.policies.schema.backups import Tier

Faults = Mapping[tuple[str, datetime], Fault]
"""Why slots cannot be restored, by their keys."""


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


def gaps_of(
    tiers: Iterable[Tier], empty: Sequence[Wanted], faults: Faults, instants: Sequence[datetime], at: datetime
) -> list[Gap]:
    """The gaps of these tiers at `at`: `empty` are slots in whose time none of `instants` lies, the restorable ones.

    A slot without a fault is no gap.
    """
    return [
        _gap(run, fault, instants, at)
        for tier in tiers
        for fault, run in _runs([one for one in empty if one.tier.name == tier.name], faults)
    ]


def _runs(empty: Sequence[Wanted], faults: Faults) -> Iterator[tuple[Fault, list[Wanted]]]:
    """Slots of one tier that follow one another and are empty for the same reason, with the reason."""
    run: list[Wanted] = []
    for one in empty:
        if one.key not in faults:
            continue
        if run and (run[-1].ends_at != one.slot or faults[run[-1].key].same != faults[one.key].same):
            yield faults[run[0].key], run
            run = []
        run = [*run, one]
    if run:
        yield faults[run[0].key], run


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
