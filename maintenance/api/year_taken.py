"""What the REST face takes of a year plan: a rule or dates."""

from typing import Any

from rest_framework import serializers

from hostops.api.fields import Instant
from hostops.api.serializers import StrictSerializer
from hostops.lib.errors import BadField
from hostops.policies.schema.calendars import WEEKDAYS
from maintenance.rules.yearplan import Entry
from maintenance.scope import Scope
from maintenance.yearterms import scope_named

_NTH = "Which of the weekday: 1 to 4, or last."
_LENGTH = "ISO 8601, such as PT6H; the longest that the policy allows, unless given."


class PatternSerializer(StrictSerializer):
    """The nth weekday of a month at a wall-clock time. What is left out is as the policy drafts it."""

    weekday = serializers.ChoiceField(choices=WEEKDAYS, required=False)
    nth = serializers.ChoiceField(choices=[1, 2, 3, 4, "last"], required=False, help_text=_NTH)
    at = serializers.CharField(required=False, help_text="In the plan's zone, such as 00:00.")
    duration = serializers.CharField(required=False, help_text=_LENGTH)


class RuleSerializer(PatternSerializer):
    """The rule of a year; `long` says what is otherwise with the longer windows."""

    long_months = serializers.ListField(
        child=serializers.IntegerField(), required=False, max_length=12, help_text="The months of the longer windows."
    )
    long = PatternSerializer(required=False)


class DateSerializer(StrictSerializer):
    kind = serializers.ChoiceField(choices=["short", "long"])
    starts_at, ends_at = Instant(), Instant()

    def to_internal_value(self, data: Any) -> Entry:  # type: ignore[override]
        return Entry(**super().to_internal_value(data))


class ScopeSerializer(StrictSerializer):
    """Everything, or lists of names. Everything means the accounts whose policy plans years."""

    all = serializers.BooleanField(required=False)
    accounts = serializers.ListField(child=serializers.CharField(), required=False, max_length=1000)
    servers = serializers.ListField(child=serializers.CharField(), required=False, max_length=10_000)
    zones = serializers.ListField(child=serializers.CharField(), required=False, max_length=1000)
    locations = serializers.ListField(child=serializers.CharField(), required=False, max_length=1000)

    def to_internal_value(self, data: Any) -> Scope:  # type: ignore[override]
        names = super().to_internal_value(data)
        try:
            return scope_named(names)
        except BadField as error:
            found = {name.removeprefix("scope").lstrip(".") or "all": said for name, said in error.errors.items()}
            raise serializers.ValidationError(found) from None


class LookAtPlan(StrictSerializer):
    """A rule or dates; without either the policy's own rule."""

    year = serializers.IntegerField(min_value=1, max_value=9999)
    rule = RuleSerializer(required=False)
    dates = DateSerializer(many=True, required=False, max_length=200)
    timezone = serializers.CharField(required=False, help_text="Such as Europe/Stockholm; the policy's, unless given.")
    scope = ScopeSerializer(required=False)


class DraftPlan(LookAtPlan):
    title = serializers.CharField(required=False, allow_blank=True)


class ChangePlan(StrictSerializer):
    """What is to be otherwise; the rest stays. `word` answers for the warnings of a published plan."""

    rule = RuleSerializer(required=False)
    dates = DateSerializer(many=True, required=False, max_length=200)
    timezone = serializers.CharField(required=False)
    title = serializers.CharField(required=False)
    scope = ScopeSerializer(required=False)
    word = serializers.CharField(required=False, allow_blank=True)
    reason = serializers.CharField(required=False, allow_blank=True, help_text="For the journal.")


class PublishPlan(StrictSerializer):
    word = serializers.CharField(
        required=False, allow_blank=True, help_text="Why it is published in spite of its warnings."
    )
