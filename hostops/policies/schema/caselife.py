"""A case on its way: coverage, waiting, closing, reopening, rating, and what the queue and the form say."""

from typing import ClassVar, Literal

from hostops.policies.schema.alerts import ClockKind
from hostops.policies.schema.base import PROOF_WORDS, Count, Proof, Rule, Slug, Switch, Words, listed
from hostops.policies.schema.cases import levels_in_words
from hostops.policies.schema.durations import Duration, in_words

Decision = Literal["covered", "consulting", "withheld", "curtailed"]


class CoverageGround(Rule):
    """A ground on which staff decide whether a case is covered, and what the decision needs."""

    key_field: ClassVar[str | None] = "ground"

    ground: Slug
    decision: Decision
    title: Words
    needs: Proof | None = None
    may_lower_severity: Switch = False

    def words(self) -> str:
        needs = f"; needs {PROOF_WORDS[self.needs]}" if self.needs else ""
        return f"a case may be decided {self.decision}: {self.title}{needs}"


class Pausing(Rule):
    """While the customer is asked, clocks of these kinds pause and say so."""

    pauses: tuple[ClockKind, ...]

    def words(self) -> str:
        return f"while the customer is asked, these clocks pause: {listed(list(self.pauses))}"


class Closing(Rule):
    """A resolved case closes by itself after this silence; the reporter is told so long before."""

    after: Duration
    told_before: Duration

    def words(self) -> str:
        return (
            f"a resolved case closes after {in_words(self.after)} of silence, told {in_words(self.told_before)} before"
        )


class Reopening(Rule):
    """How long after resolving a case may be reopened; `within` null: at any time."""

    within: Duration | None = None

    def words(self) -> str:
        until = f"within {in_words(self.within)}" if self.within else "at any time"
        return f"a resolved case may be reopened {until}, with its full response time from then"


class RatingAnew(Rule):
    """How long the reporter of an ended case may rate anew; `within` null: for as long as the case stays ended."""

    within: Duration | None = None

    def words(self) -> str:
        until = f"for {in_words(self.within)}" if self.within else "for as long as it stays ended"
        return f"the reporter of an ended case may rate how it went, and rate anew {until}"


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
