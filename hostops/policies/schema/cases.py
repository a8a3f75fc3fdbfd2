"""Cases: severities, their response and effort, caps, and the grounds for deciding about one."""

from typing import Annotated, ClassVar, Literal, Self

from pydantic import AfterValidator, model_validator

from hostops.policies.schema.alerts import ClockKind
from hostops.policies.schema.base import (
    CHANNEL_WORDS,
    Channel,
    Count,
    Part,
    Rule,
    Slug,
    Switch,
    Words,
    listed,
    refusal,
    unique,
)
from hostops.policies.schema.durations import Duration, in_words
from hostops.policies.schema.rules import ClockRule, Time

Decision = Literal["covered", "consulting", "withheld", "curtailed"]
Direction = Literal["set", "lower", "raise"]
SeverityReason = Literal[
    "verified", "core_restored", "workaround", "customer_unavailable", "information_withheld", "raised"
]
Proof = Literal["advice_record", "evidence", "offer", "override_reason", "question"]
_PROOF_WORDS: dict[Proof, str] = {
    "advice_record": "the dated record of the advice given on the earlier case",
    "evidence": "the evidence in words",
    "offer": "an offer that the customer accepts or declines",
    "override_reason": "a reason",
    "question": "the question that was asked",
}


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
    """One severity level. `progress` null: no gap is watched; `resolution` null: no time limit."""

    key_field: ClassVar[str | None] = "level"

    level: Count
    name: Words
    priority: Switch
    definition: Words
    responsibility: Words
    response: ClockRule
    effort: Effort
    progress: ClockRule | None = None
    resolution: ClockRule | None = None
    method: Annotated[tuple[Channel, ...], AfterValidator(lambda value: _some_channel(value))]

    @property
    def label(self) -> str:
        return self.name

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
        needs = f", with {_PROOF_WORDS[self.needs]}" if self.needs else ""
        return (
            f"{self.title}: the severity may be {verb} from {levels_in_words(self.from_levels)} "
            f"to {levels_in_words(self.to_levels)}{needs}"
        )


class CoverageGround(Rule):
    """A ground on which staff decide whether a case is covered, and what the decision needs."""

    key_field: ClassVar[str | None] = "ground"

    ground: Slug
    decision: Decision
    title: Words
    needs: Proof | None = None
    may_lower_severity: Switch = False

    def words(self) -> str:
        needs = f"; needs {_PROOF_WORDS[self.needs]}" if self.needs else ""
        return f"a case may be decided {self.decision}: {self.title}{needs}"


class Pausing(Rule):
    """While the customer is asked, clocks of these kinds pause and say so."""

    pauses: tuple[ClockKind, ...]

    def words(self) -> str:
        return f"while the customer is asked, the {listed(list(self.pauses))} clock pauses"


class Closing(Rule):
    """A resolved case closes by itself after this silence; the reporter is told so long before."""

    after: Duration
    told_before: Duration

    def words(self) -> str:
        return (
            f"a resolved case closes after {in_words(self.after)} of silence, "
            f"told {in_words(self.told_before)} before"
        )


class Reopening(Rule):
    """How long after resolving a case may be reopened; `within` null: at any time."""

    within: Duration | None = None

    def words(self) -> str:
        until = f"within {in_words(self.within)}" if self.within else "at any time"
        return f"a resolved case may be reopened {until}, with its full response time from then"


class UnregisteredServer(Rule):
    """A case on a server that was not registered: its response clock waits for a decision, or runs."""

    response_clock: Literal["waits_for_decision", "runs"]

    def words(self) -> str:
        if self.response_clock == "runs":
            return "a case on an unregistered server is marked, its response clock runs"
        return "a case on an unregistered server is accepted and marked; no response clock until staff decide"


class Question(Rule):
    """A question put to whoever files a case, with the answers that the form offers."""

    question: Words
    choices: tuple[Words, ...] = ()

    def words(self) -> str:
        return self.question


class QueueFirst(Rule):
    """While a case of one of these levels is open it stands first, and lower cases show `told`."""

    levels: tuple[Count, ...]
    told: Words
    breaches_attributable: Switch

    def words(self) -> str:
        said = f"an open case of {levels_in_words(self.levels)} stands first in the queue"
        if not self.breaches_attributable:
            return said
        return f"{said}; a lower case that is late meanwhile can be attributed to it"


class Unresolvable(Rule):
    """A case may end as one that could not be resolved, with why."""

    reason_needed: Switch

    def words(self) -> str:
        why = ", with why" if self.reason_needed else ""
        return f"a case may end as one that could not be resolved{why}"


class Consulting(Rule):
    """An offer of consulting on a case: how long it stands, and what the customer is told of booking."""

    offer_stands: Duration
    told: Words

    def words(self) -> str:
        return f"consulting is offered, for {in_words(self.offer_stands)}; {self.told}"


class SoftwareLimits(Rule):
    """Support is for software of these origins; an entry of the catalogue may cap the severity."""

    covered_origins: tuple[Literal["developed", "approved", "neither"], ...]

    def words(self) -> str:
        return f"support is for software that the provider {listed(list(self.covered_origins), 'or')}"
