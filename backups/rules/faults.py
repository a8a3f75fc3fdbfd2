"""Why a copy cannot be restored, or a slot has none. Pure.

Either somebody's promise is broken, or the policy itself leaves it so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from backups.rules.chains import Copy, Stand, covers
from backups.rules.wanted import Wanted
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
    """What is needed to say why: the tiers by name, the fulls that were due, and the copies of each tier."""

    tiers: Mapping[str, Tier]
    fulls: Sequence[Wanted]
    copies: Mapping[str, Sequence[Copy]]


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
        return _baseless(stand.baseless, known, at)
    return _outlived(stand, lost or stand.weakest, known, at)


def _early(copy: Copy) -> bool:
    return copy.kept_until is None or (copy.deleted_at is not None and copy.deleted_at < copy.kept_until)


def _removed(stand: Stand, lost: Copy, known: Known) -> Fault:
    tier = known.tiers[lost.tier]
    if lost.id == stand.copy.id:
        return Fault("removed", breaks=tier.clause)
    return Fault("needed_removed", breaks=tier.clause, tier=tier, copy=lost)


def _baseless(copy: Copy, known: Known, at: datetime) -> Fault:
    own = known.tiers[copy.tier]
    missed = _full_missed(copy, None, known, at)
    if missed:
        return Fault("full_missed", breaks=missed.clause, tier=missed)
    possible = [tier for tier in known.tiers.values() if tier.kind == "full" and covers(tier.scope, copy.scope)]
    if not possible:
        return Fault("no_full", left_by=(own.clause,))
    return Fault("no_full_yet", left_by=_each(own.clause, *(tier.clause for tier in possible)))


def _outlived(stand: Stand, past: Copy, known: Known, at: datetime) -> Fault:
    """Past its time: because no later full took its place when it was due, or as the policy has it."""
    # a tool that names what its copy needs knows better than the rule
    by_rule = stand.copy.needs is None and stand.on
    missed = _full_missed(stand.copy, stand.on[0], known, at) if by_rule else None
    if missed:
        return Fault("full_missed", breaks=missed.clause, tier=missed)
    tier = known.tiers[past.tier]
    return Fault("outlived", left_by=_each(known.tiers[stand.copy.tier].clause, tier.clause), tier=tier, copy=past)


def _full_missed(copy: Copy, base: Copy | None, known: Known, at: datetime) -> Tier | None:
    """The tier of a full that was due and never came, with which the copy could be restored at `at`.

    It was due when the copy began, and after the full that there is: had it been made, the copy
    would stand on it. It would be kept still, and so are the incrementals between.
    """
    for full in reversed(known.fulls):
        due = full.due_at <= copy.began_at and (base is None or full.slot > base.finished_at)
        if due and covers(full.tier.scope, copy.scope) and _would_help(full, copy, known, at):
            return full.tier
    return None


def _would_help(full: Wanted, copy: Copy, known: Known, at: datetime) -> bool:
    between = [one for one in known.copies.get(copy.tier, ()) if full.slot < one.finished_at < copy.finished_at]
    return at < full.kept_until and all(one.kept(at) for one in between)


def _each(*clauses: str) -> tuple[str, ...]:
    """Each once."""
    return tuple(dict.fromkeys(clauses))
