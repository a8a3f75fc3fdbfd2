"""A promise with its types, read once since it never changes; what its clock counts, when its slots are due."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from hostops.clocks.bulk import due_of as _due_of
from hostops.clocks.rules import Rule
from hostops.policies.models import PolicyVersion
from hostops.policies.schema.backups import Tier

if TYPE_CHECKING:
    from backups.models import Promise

KIND = "backup"
# By what they say, so that a few objects serve thousands of schedules.
_known: dict[str, Tier] = {}


def tier_of(promise: "Promise") -> Tier:
    """The tier as the policy's schema has it, contract overrides in it."""
    if promise.sha256 not in _known:
        _known[promise.sha256] = Tier.model_validate(promise.tier)
    return _known[promise.sha256]


def rule_of(promise: "Promise") -> Rule:
    """What its clock counts: the grace, day and night. ValueError for an occasional tier, which has none."""
    grace = tier_of(promise).grace
    if grace is None:
        raise ValueError(f"{promise} is occasional: nothing is due")
    return _rule(grace, promise.version, promise.version.sha256)


@lru_cache(maxsize=512)
def _rule(grace: str, version: PolicyVersion, _: str) -> Rule:
    return Rule("elapsed", grace, next(iter(version.parsed.calendars)))


def due_of(promise: "Promise", slot: datetime) -> datetime:
    """The last instant at which a copy of `slot` is in time, as its clock reckons it."""
    due_at = _due_of(slot, rule_of(promise), promise.version)
    return due_at or slot


def thresholds_of(promise: "Promise") -> Sequence[Any]:
    """Who is told what of its clock: the tier's own, or the policy's for backups."""
    return promise.version.parsed.alerts.for_kind(KIND, tier_of(promise).thresholds)
