"""Security responses: their place in the queue, notice after the fact, custom code, tests and bots."""

from typing import ClassVar

from hostops.policies.schema.base import Count, Part, Rule, Slug, Switch, Words, listed
from hostops.policies.schema.cases import levels_in_words
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

    def words(self) -> str:
        return f"action may come before notice for: {listed([reason.title for reason in self.reasons], 'or')}"


class CustomCode(Rule):
    """A risk in custom code: corrected and billed under maintenance, else the site may be shut down."""

    maintained_is_corrected: Switch
    labour_billed: Switch
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
