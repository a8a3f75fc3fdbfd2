"""A promise of patching with its types, read once since it never changes."""

from typing import TYPE_CHECKING

from hostops.policies.schema.base import Part
from hostops.policies.schema.patching import PeriodClosing, PlanDistance, Platform, ReleaseLimit

if TYPE_CHECKING:
    from maintenance.patching.models import PatchPromise

KIND, PLAN_KIND = "patch", "plan_patch"
# By what they say, so that a few objects serve thousands of duties.
_known: dict[str, "Promised"] = {}


class Promised(Part):
    """The platform's cadence and the limits around it; times are of the wall clock of `timezone`, the policy's."""

    platform: Platform
    timezone: str
    plan_distance: PlanDistance | None = None
    release_limit: ReleaseLimit | None = None
    closing: PeriodClosing | None = None


def promised_of(promise: "PatchPromise") -> Promised:
    """The terms as the policy's schema has them, contract overrides in them."""
    if promise.sha256 not in _known:
        _known[promise.sha256] = Promised.model_validate(promise.terms)
    return _known[promise.sha256]
