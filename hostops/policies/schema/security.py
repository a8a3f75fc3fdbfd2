"""Security responses: their place in the queue, notice after the fact, custom code, tests and bots."""

from decimal import Decimal
from typing import Annotated, ClassVar, Self

from pydantic import AfterValidator, model_validator

from hostops.policies.schema.base import Count, Part, Rule, Slug, Switch, Words, listed, refusal
from hostops.policies.schema.cases import levels_in_words
from hostops.policies.schema.durations import Duration, in_words, is_absolute
from hostops.policies.schema.rules import ClockRule


class Precedence(Rule):
    """Security responses stand below open cases of these levels and above everything else."""

    below_levels: tuple[Count, ...]
    notify_affected: Switch

    def words(self) -> str:
        said = "security work comes before all other work"
        if self.below_levels:
            said += f" but an open case of {levels_in_words(self.below_levels)}"
        return f"{said}; affected accounts are notified" if self.notify_affected else said


class Reason(Part):
    """One reason that allows an action before its notice."""

    key_field: ClassVar[str | None] = "name"

    name: Slug
    title: Words


class ActionFirst(Rule):
    """For one of these reasons an action may come before its notice; the notice clock starts with it."""

    reasons: tuple[Reason, ...]
    notice: ClockRule

    def title_of(self, name: str) -> str | None:
        """The words of a reason; None where the policy does not know it."""
        return next((reason.title for reason in self.reasons if reason.name == name), None)

    def words(self) -> str:
        return f"action may come before notice for: {listed([reason.title for reason in self.reasons], 'or')}"


def _price(value: Decimal) -> Decimal:
    if not value.is_finite() or value <= 0 or value != value.quantize(Decimal("0.01")) or value >= 1_000_000:
        raise refusal(f"{value} is not a price", 'write an amount above 0 with at most two decimals, such as "95.00"')
    return value


class Labour(Rule):
    """What correcting maintained code costs: `hourly` in the contract's currency, each `step` begun in full."""

    hourly: Annotated[Decimal, AfterValidator(_price)]
    step: Duration

    @model_validator(mode="after")
    def _step_is_exact(self) -> Self:
        if not is_absolute(self.step):
            raise refusal(f'step "{self.step}" has no fixed length', "write minutes or hours, such as PT15M")
        return self

    def words(self) -> str:
        return f"labour costs {self.hourly} an hour in the contract's currency, by each {in_words(self.step)} begun"


class CustomCode(Rule):
    """A risk in custom code: corrected and billed under maintenance, else the site may be shut down.

    `labour` is the price; without one the time is recorded and not billed.
    """

    maintained_is_corrected: Switch
    labour_billed: Switch
    labour: Labour | None = None
    unmaintained_may_shut_down: Switch
    lifted_on_answer: Switch

    def words(self) -> str:
        billed = " and billed" if self.labour_billed else ""
        maintained = f"code under maintenance is corrected{billed}" if self.maintained_is_corrected else ""
        lifted = " until the customer answers" if self.lifted_on_answer else ""
        shut = f"other code may be shut down{lifted}" if self.unmaintained_may_shut_down else ""
        return "; ".join(part for part in (maintained, shut) if part)


class Probing(Rule):
    """Penetration tests are announced and registered; what interferes is blocked, with time and range."""

    tests_announced: Switch
    blocked_if_interfering: Switch

    def words(self) -> str:
        said = "tests and bots are blocked if they interfere" if self.blocked_if_interfering else ""
        register = "announced tests are registered" if self.tests_announced else ""
        return "; ".join(part for part in (said, register) if part)


class Security(Part):
    """The security responses of a policy."""

    precedence: Precedence | None = None
    action_first: ActionFirst | None = None
    custom_code: CustomCode | None = None
    probing: Probing | None = None
