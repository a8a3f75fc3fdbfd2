"""Cases: severities with their response and effort, caps, and the reasons for which a severity changes."""

from typing import Annotated, ClassVar, Literal, Self

from pydantic import AfterValidator, model_validator

from hostops.policies.schema.base import (
    CHANNEL_WORDS,
    PROOF_WORDS,
    Channel,
    Count,
    Part,
    Proof,
    Rule,
    Slug,
    Switch,
    Words,
    listed,
    refusal,
    unique,
)
from hostops.policies.schema.durations import Duration
from hostops.policies.schema.rules import ClockRule, Time

Direction = Literal["set", "lower", "raise"]
SeverityReason = Literal[
    "verified", "core_restored", "workaround", "customer_unavailable", "information_withheld", "raised"
]


def in_list(channels: tuple[Channel, ...]) -> str:
    return listed([CHANNEL_WORDS[channel] for channel in channels], "or")


def levels_in_words(levels: tuple[int, ...]) -> str:
    return ("Level " if len(levels) == 1 else "Levels ") + listed([str(level) for level in levels])


class Effort(Rule):
    """How long and when engineers work on a case; `words` in the document are `period` here.

    `time: elapsed` is continuous effort; `time: business` with `continuous_for` is continuous
    for that long from the response, then in business time.
    """

    period: Words
    time: Time
    continuous_for: Duration | None = None

    def words(self) -> str:
        return f'effort "{self.period}"'


class Severity(Rule):
    """One severity level. `progress` null: no gap is watched; `resolution` null: no time limit.

    `question` is what whoever files a case is asked, and answers with yes where it is this level;
    without one the definition is put to them.
    """

    key_field: ClassVar[str | None] = "level"

    level: Count
    name: Words
    priority: Switch
    definition: Words
    question: Words | None = None
    responsibility: Words
    response: ClockRule
    effort: Effort
    progress: ClockRule | None = None
    resolution: ClockRule | None = None
    method: Annotated[tuple[Channel, ...], AfterValidator(lambda value: _some_channel(value))]

    @property
    def label(self) -> str:
        return self.name

    @property
    def asked(self) -> str:
        """The question that leads to this level: its own, or whether its definition fits."""
        return self.question or f"Does this describe it? {self.definition}"

    def words(self) -> str:
        kind = "a priority request" if self.priority else "a standard request"
        return f"{kind}, reported by {in_list(self.method)}"


def _some_channel(channels: tuple[Channel, ...]) -> tuple[Channel, ...]:
    if not channels:
        raise refusal("no channel is named", "name at least one, such as email")
    return channels


class CapGroup(Part):
    """At most `open` cases of these levels at one time; what is over is held, first come first served."""

    key_field: ClassVar[str | None] = "name"

    name: Slug
    title: Words
    levels: tuple[Count, ...]
    open: Count


class Caps(Rule):
    """How many cases of a contract may be open at once, by group of levels; other levels have no cap."""

    groups: tuple[CapGroup, ...]

    @model_validator(mode="after")
    def _one_group_each(self) -> Self:
        unique([group.name for group in self.groups], "the cap")
        unique([level for group in self.groups for level in group.levels], "the capped level")
        return self

    def group_of(self, level: int) -> CapGroup | None:
        """The group whose place a case of this level takes, or None: it is never held."""
        return next((group for group in self.groups if level in group.levels), None)

    def words(self) -> str:
        said = [f"{group.open} open for {group.title}" for group in self.groups]
        return f"at most {listed(said)}; what is over is held and admitted first come, first served"


class Reporting(Rule):
    """The channels by which a case may be reported."""

    channels: tuple[Channel, ...]

    def words(self) -> str:
        return f"a case may be reported by {in_list(self.channels)}"


class PriorityContact(Rule):
    """A priority response time applies only when the initial contact came by one of these channels."""

    channels: tuple[Channel, ...]
    later_contact_starts: Switch

    def words(self) -> str:
        later = "; a later contact starts it" if self.later_contact_starts else ""
        return f"the priority response time applies on contact by {in_list(self.channels)}{later}"


class SeverityChange(Rule):
    """A reason for which a severity may be set, lowered or raised, from which levels to which."""

    key_field: ClassVar[str | None] = "reason"

    reason: SeverityReason
    title: Words
    direction: Direction
    from_levels: tuple[Count, ...]
    to_levels: tuple[Count, ...]
    needs: Proof | None = None

    def words(self) -> str:
        verb = {"set": "set", "lower": "lowered", "raise": "raised"}[self.direction]
        needs = f", with {PROOF_WORDS[self.needs]}" if self.needs else ""
        return (
            f"{self.title}: the severity may be {verb} from {levels_in_words(self.from_levels)} "
            f"to {levels_in_words(self.to_levels)}{needs}"
        )
