"""Service windows: their kinds with notice and proof, lengths, the year plan, conversions, holds."""

from typing import ClassVar, Literal, Self

from pydantic import model_validator

from hostops.policies.schema.alerts import ClockKind
from hostops.policies.schema.base import Part, Rule, Slug, Switch, Words, listed, refusal, unique
from hostops.policies.schema.durations import Duration, in_words, is_absolute
from hostops.policies.schema.rules import ClockRule
from hostops.policies.schema.yearplan import Reservation, YearPlan

KindName = Literal["short", "long", "proactive", "emergency", "agreed"]
KIND_NAMES: tuple[KindName, ...] = ("short", "long", "proactive", "emergency", "agreed")
NoticeItem = Literal["decision", "effect", "expected_downtime", "justification"]
_ITEM_WORDS: dict[NoticeItem, str] = {
    "decision": "whether it is used",
    "effect": "the expected effect",
    "expected_downtime": "the estimated downtime",
    "justification": "why it is needed now",
}


class Criterion(Part):
    """A question that must be answered in words before a window of a kind is lawful."""

    key_field: ClassVar[str | None] = "name"

    name: Slug
    question: Words


class WindowKind(Rule):
    """One kind of service window.

    - `notice`: calendar days before the start, at the same wall-clock time; null: no minimum
    - `notice_says`: what a notice must contain
    - `saves`: kinds whose missed notice a window of this kind makes good
    - `report`: the clock that starts when the window ends
    """

    title: Words
    notice: Duration | None = None
    notice_says: tuple[NoticeItem, ...] = ()
    needs_justification: Switch = False
    needs_advisory: Switch = False
    needs_consultation: Switch = False
    needs_agreement: Switch = False
    tests: tuple[Criterion, ...] = ()
    saves: tuple[KindName, ...] = ()
    report: ClockRule | None = None

    @property
    def label(self) -> str:
        return self.title

    @model_validator(mode="after")
    def _notice_in_days(self) -> Self:
        if self.notice is not None and is_absolute(self.notice):
            raise refusal(f'the notice "{self.notice}" is not in days', "write days, such as P6D")
        unique([test.name for test in self.tests], "the test")
        return self

    def words(self) -> str:
        said = f"{in_words(self.notice)} of notice or more" if self.notice else "no least notice"
        items = [_ITEM_WORDS[item] for item in self.notice_says]
        said += f", saying {listed(items)}" if items else ""
        return f"{said}{self._needs()}"

    def _needs(self) -> str:
        needs = {
            "a justification": self.needs_justification,
            "the vendor's advice": self.needs_advisory,
            "a consultation with each affected account": self.needs_consultation,
            "the agreement of both sides": self.needs_agreement,
        }
        needed = [name for name, wanted in needs.items() if wanted]
        said = f"; needs {listed(needed)}" if needed else ""
        if self.tests:
            said += "; to be answered: " + " ".join(test.question for test in self.tests)
        return said + (f"; makes good a missed notice of kind {listed(list(self.saves))}" if self.saves else "")


class Lengths(Rule):
    """The longest that a window of a kind may last; a kind that is left out has no limit."""

    maximum: dict[KindName, Duration]

    def words(self) -> str:
        said = [f"a {name} one up to {in_words(longest)}" for name, longest in self.maximum.items()]
        return f"how long a window lasts: {listed(said)}"


class Conversion(Rule):
    """A window of one kind may become one of another, and what that needs."""

    key_field: ClassVar[str | None] = "name"

    name: Slug
    from_kind: KindName
    to_kind: KindName
    needs_justification: Switch = True
    needs_approval: Switch = True

    def words(self) -> str:
        needs = {"a justification": self.needs_justification, "an approval": self.needs_approval}
        needed = [name for name, wanted in needs.items() if wanted]
        said = f"a window of kind {self.from_kind} may become one of kind {self.to_kind}"
        return f"{said}, with {listed(needed)}" if needed else said


class Holds(Rule):
    """Clocks of these kinds are held while a used window of these kinds lasts; none if empty."""

    clocks: tuple[ClockKind, ...]
    during: tuple[KindName, ...]

    def words(self) -> str:
        if not self.clocks or not self.during:
            return "a service window holds no clock of a case"
        return f"{listed(list(self.clocks))} clocks are held during windows of kind {listed(list(self.during))}"


class EndTold(Rule):
    """How long before its planned end it is told of a window that still runs."""

    ahead: Duration

    @model_validator(mode="after")
    def _exact(self) -> Self:
        if not is_absolute(self.ahead):
            raise refusal(f'"{self.ahead}" is not exact', "write minutes or hours, such as PT30M")
        return self

    def words(self) -> str:
        return f"staff are told {in_words(self.ahead)} before the planned end of a window that still runs"


class Windows(Part):
    """The service windows of a policy; a kind that is null does not exist there."""

    short: WindowKind | None = None
    long: WindowKind | None = None
    proactive: WindowKind | None = None
    emergency: WindowKind | None = None
    agreed: WindowKind | None = None
    lengths: Lengths | None = None
    conversions: tuple[Conversion, ...] = ()
    year_plan: YearPlan | None = None
    reservation: Reservation | None = None
    holds: Holds | None = None
    end_told: EndTold | None = None

    @model_validator(mode="after")
    def _named_once(self) -> Self:
        unique([conversion.name for conversion in self.conversions], "the conversion")
        return self

    def kind(self, name: str) -> WindowKind | None:
        """The rules of a kind, None where the policy has no such windows; LookupError for no kind at all."""
        if name not in KIND_NAMES:
            raise LookupError(f"no kind of window {name!r}")
        found = getattr(self, name)
        assert found is None or isinstance(found, WindowKind)
        return found

    def kinds(self) -> tuple[KindName, ...]:
        return tuple(name for name in KIND_NAMES if self.kind(name) is not None)

    def maximum_length(self, name: str) -> str | None:
        """The longest duration of a kind as ISO 8601, None for no limit."""
        if self.lengths is None:
            return None
        return next((longest for kind, longest in self.lengths.maximum.items() if kind == name), None)
