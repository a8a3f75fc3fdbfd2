"""Why a copy cannot be restored, or a slot has none. Pure.

Either somebody's promise is broken, or the policy itself leaves it so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from backups.rules.chains import Copy, Stand, covers
from backups.rules.wanted import Wanted, full_missing
from hostops.policies.schema.backups import Tier

Cause = Literal[
    "missed",  # no run
    "failed",  # failed runs alone
    "quiet",  # an announced window covered the slot
    "closed",  # missed by best efforts, and closed with one of the policy's reasons
    "removed",  # the copy was removed before its time
    "needed_removed",  # one that it needs was
    "full_missed",  # the full that it would stand on was due, and never came
    "outlived",  # one that it needs is past its own time
    "no_full_yet",  # none that it could stand on has been due
    "no_full",  # the policy has none
    "unheard",  # the tool names one that nobody reported
]


@dataclass(frozen=True, slots=True)
class Fault:
    """Why. Either it `breaks` a clause, or the clauses of `left_by` leave it open; of neither where nobody knows.

    `tier` and `copy` are what it comes from, where that is another than the copy itself; `detail`
    is the window, the reason, or the tool's name of a copy.
    """

    cause: Cause
    breaks: str = ""
    left_by: tuple[str, ...] = ()
    tier: Tier | None = None
    copy: Copy | None = None
    detail: str = ""

    @property
    def same(self) -> tuple[str, str, str]:
        """By which faults of neighbouring slots are one gap."""
        return self.cause, self.tier.name if self.tier else "", self.detail


@dataclass(frozen=True, slots=True)
class Known:
    """What is needed to say why: the tiers by name, and the fulls that were due."""

    tiers: Mapping[str, Tier]
    fulls: Sequence[Wanted]


def fault_of(stand: Stand, known: Known, at: datetime) -> Fault | None:
    """Why the copy cannot be restored at `at` for sure; None where it can."""
    if stand.restorable(at):
        return None
    lost = stand.lost if stand.lost and stand.lost.gone(at) else None
    if lost and _early(lost):
        return _removed(stand, lost, known)
    if stand.unheard:
        return Fault("unheard", detail=stand.unheard)
    if stand.baseless:
        return _baseless(stand.baseless, known)
    return _outlived(stand, lost or stand.weakest, known)


def _early(copy: Copy) -> bool:
    return copy.kept_until is None or (copy.deleted_at is not None and copy.deleted_at < copy.kept_until)


def _removed(stand: Stand, lost: Copy, known: Known) -> Fault:
    tier = known.tiers[lost.tier]
    if lost.id == stand.copy.id:
        return Fault("removed", breaks=tier.clause)
    return Fault("needed_removed", breaks=tier.clause, tier=tier, copy=lost)


def _baseless(copy: Copy, known: Known) -> Fault:
    own = known.tiers[copy.tier]
    missed = full_missing(known.fulls, copy.scope, None, copy.began_at)
    if missed:
        return Fault("full_missed", breaks=missed.clause, tier=missed)
    possible = [tier for tier in known.tiers.values() if tier.kind == "full" and covers(tier.scope, copy.scope)]
    if not possible:
        return Fault("no_full", left_by=(own.clause,))
    return Fault("no_full_yet", left_by=_each(own.clause, *(tier.clause for tier in possible)))


def _outlived(stand: Stand, past: Copy, known: Known) -> Fault:
    """Past its time: because no later full took its place when it was due, or as the policy has it."""
    missed = _later_full_missed(stand, known)
    if missed:
        return Fault("full_missed", breaks=missed.clause, tier=missed)
    tier = known.tiers[past.tier]
    return Fault("outlived", left_by=_each(known.tiers[stand.copy.tier].clause, tier.clause), tier=tier, copy=past)


def _later_full_missed(stand: Stand, known: Known) -> Tier | None:
    """Asked only of what stands on a full by the rule: a tool that names what it needs knows better."""
    if stand.copy.needs is not None or not stand.on:
        return None
    return full_missing(known.fulls, stand.copy.scope, stand.on[0].finished_at, stand.copy.began_at)


def _each(*clauses: str) -> tuple[str, ...]:
    """Each once."""
    return tuple(dict.fromkeys(clauses))
