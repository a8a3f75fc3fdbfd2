"""The work on a case: who has it, how grave it is, asking, ending, taking up again."""

from rest_framework import serializers

from hostops.accounts.models import Person
from hostops.api.serializers import StrictSerializer
from tickets.actions.assignment import MOST_AT_ONCE
from tickets.api.fields import HIGHEST_LEVEL, OPTIONAL_TEXT
from tickets.api.named import person_named
from tickets.states import Outcome


class Assign(StrictSerializer):
    """Who has the case from now on."""

    assignee = serializers.CharField(
        allow_null=True, help_text="The username of an engineer or a manager; null for nobody."
    )

    def validate_assignee(self, name: str | None) -> Person | None:
        return None if name is None else person_named(name, self)


class AssignCases(Assign):
    """Who has several cases from now on."""

    cases = serializers.ListField(
        child=serializers.CharField(max_length=30),
        min_length=1,
        max_length=MOST_AT_ONCE,
        help_text="Numbers, such as HC-1042. One that stands twice counts once.",
    )


class SetSeverity(StrictSerializer):
    """The level that the clocks run at from now on, and on what ground."""

    severity = serializers.IntegerField(min_value=1, max_value=HIGHEST_LEVEL)
    reason = serializers.CharField(
        help_text="One that the policy knows: verified, core_restored, workaround, customer_unavailable, "
        "information_withheld, raised."
    )
    note = serializers.CharField(**OPTIONAL_TEXT, help_text="The evidence, where the reason needs it.")
    override_reason = serializers.CharField(
        **OPTIONAL_TEXT, help_text="Why the case goes over the cap of its new level (itpdx:4g)."
    )


class Wait(StrictSerializer):
    """What the customer is asked."""

    question = serializers.CharField()


class WithBody(StrictSerializer):
    """What the customer is told."""

    body = serializers.CharField()


class Resolve(StrictSerializer):
    """How the work ends."""

    body = serializers.CharField(**OPTIONAL_TEXT, help_text="What was done. Staff must say it; customers may.")
    outcome = serializers.ChoiceField(choices=[outcome.value for outcome in Outcome], required=False)


class Admit(StrictSerializer):
    """Why the case need not wait in line."""

    reason = serializers.CharField(help_text="Why the case is taken in over the cap.")


class MayHaveReason(StrictSerializer):
    """A reason, or nothing."""

    reason = serializers.CharField(**OPTIONAL_TEXT)


class Reopen(StrictSerializer):
    """A reason, or nothing."""

    reason = serializers.CharField(
        default="Reopened; no reason was given.", help_text="What is still wrong. Of a customer it is a message too."
    )
