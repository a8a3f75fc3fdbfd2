"""Patching: the cadence of each platform, the distance from a release, and what needs a window."""

from typing import ClassVar, Literal, Self

from pydantic import model_validator

from hostops.policies.schema.base import Part, Rule, Slug, Switch, Words, listed, refusal, unique
from hostops.policies.schema.durations import Duration, in_words, roughly
from hostops.policies.schema.rules import ClockRule

Cadence = Literal["iso_week", "calendar_month", "calendar_quarter", "on_release"]
Impact = Literal["reduced_redundancy", "degraded", "outage"]
_IMPACT_WORDS: dict[Impact, str] = {
    "reduced_redundancy": "less redundancy",
    "degraded": "a degraded service",
    "outage": "an outage",
}
_CADENCE_WORDS: dict[Cadence, str] = {
    "iso_week": "once in every week",
    "calendar_month": "once in every month",
    "calendar_quarter": "once in every quarter",
    "on_release": "whenever an update is released",
}


class Platform(Rule):
    """How often a platform is patched.

    `only_if_release`: a period without a release needs no patch. For `on_release`, a minor
    release starts `minor` (until it is installed), a major one `major_planned` (until it is
    planned).
    """

    key_field: ClassVar[str | None] = "name"

    name: Slug
    title: Words
    cadence: Cadence
    only_if_release: Switch = False
    minor: ClockRule | None = None
    major_planned: ClockRule | None = None

    @property
    def label(self) -> str:
        return self.title

    @model_validator(mode="after")
    def _release_rules_fit(self) -> Self:
        rules = [self.minor, self.major_planned]
        if self.cadence == "on_release" and rules == [None, None]:
            raise refusal("a platform patched on release has no clock", "add minor: or major_planned:")
        if self.cadence != "on_release" and rules != [None, None]:
            raise refusal("release clocks are for platforms patched on release", "write cadence: on_release")
        return self

    def words(self) -> str:
        condition = ", when there was a release in it" if self.only_if_release else ""
        return f"patched {_CADENCE_WORDS[self.cadence]}{condition}"


class PlanDistance(Rule):
    """A patch is planned between these two distances from its release, else it needs a reason."""

    minimum: Duration
    maximum: Duration

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if roughly(self.minimum) >= roughly(self.maximum):
            raise refusal("the minimum is not below the maximum", "exchange the two")
        return self

    def words(self) -> str:
        between = f"{in_words(self.minimum)} and {in_words(self.maximum)}"
        return f"a patch is planned between {between} after its release, else it says why"


class ImpactRule(Rule):
    """Runs with one of these impacts on customers must lie in a service window."""

    needs_window: tuple[Impact, ...]

    def words(self) -> str:
        names = listed([_IMPACT_WORDS[impact] for impact in self.needs_window], "or")
        return f"a patch run that brings customers {names} lies in a service window"


class ReleaseLimit(Rule):
    """A security release is installed within this time of it, whatever the cadence: for a contract to set."""

    within: Duration | None = None

    def words(self) -> str:
        if self.within is None:
            return "a contract may say within what time of its release a security patch is installed"
        return f"a security patch is installed within {in_words(self.within)} of its release"


class Rings(Rule):
    """Pilot servers are patched first, the others after this time without an incident on a pilot."""

    wait: Duration

    def words(self) -> str:
        return f"pilot servers come first, the others after {in_words(self.wait)} without an incident on them"


class PeriodClosing(Rule):
    """So long after its end a period is closed: its figures are frozen then, and no report changes them."""

    after: Duration

    def words(self) -> str:
        return f"the figures of a period are frozen {in_words(self.after)} after its end"


class Patching(Part):
    """The patching of a policy. What stands beside `platforms` holds for every platform."""

    platforms: tuple[Platform, ...]
    plan_distance: PlanDistance | None = None
    impact: ImpactRule | None = None
    release_limit: ReleaseLimit | None = None
    rings: Rings | None = None
    closing: PeriodClosing | None = None

    @model_validator(mode="after")
    def _platforms_told_apart(self) -> Self:
        unique([platform.name for platform in self.platforms], "the platform")
        return self

    def platform(self, name: str) -> Platform:
        """The platform of this name; LookupError if the policy has none such."""
        for platform in self.platforms:
            if platform.name == name:
                return platform
        raise LookupError(f"no platform {name!r}")
