"""A promise with its types: read once, since it never changes."""

from typing import TYPE_CHECKING

from hostops.policies.schema.backups import Tier

if TYPE_CHECKING:
    from backups.models import Promise

# By what they say, so that a few objects serve thousands of schedules.
_known: dict[str, Tier] = {}


def tier_of(promise: "Promise") -> Tier:
    """The tier as the policy's schema has it, contract overrides in it."""
    if promise.sha256 not in _known:
        _known[promise.sha256] = Tier.model_validate(promise.tier)
    return _known[promise.sha256]
