"""What the REST face takes of a year plan: a rule or dates."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from hostops.api.fields import Instant
from hostops.api.serializers import StrictSerializer
from hostops.policies.schema.calendars import WEEKDAYS
from maintenance.api.fields import ScopeField
from maintenance.rules.yearplan import Entry

_NTH = "Which of the weekday: 1 to 4, or last."
_SCOPE = "Everything, unless given: the accounts whose policy plans years."
_LENGTH = "ISO 8601, such as PT6H; the longest that the policy allows, unless given."


@extend_schema_field({"oneOf": [{"type": "integer", "minimum": 1, "maximum": 4}, {"type": "string", "enum": ["last"]}]})
class Nth(serializers.Field[Any, Any, Any, Any]):
    """1 to 4, or last: not every month has a fifth."""

    def to_internal_value(self, data: Any) -> int | str:
        if data == "last" or (type(data) is int and 1 <= data <= 4):
            return data  # type: ignore[no-any-return]
        raise serializers.ValidationError("Use 1 to 4, or last: not every month has a fifth.")

    def to_representation(self, value: Any) -> Any:
        return value


class PlanPatternSerializer(StrictSerializer):
    """The nth weekday of a month at a wall-clock time. What is left out is as the policy drafts it."""

    weekday = serializers.ChoiceField(choices=WEEKDAYS, required=False)
    nth = Nth(required=False, help_text=_NTH)
    at = serializers.CharField(required=False, help_text="In the plan's zone, such as 00:00.")
    duration = serializers.CharField(required=False, help_text=_LENGTH)


class PlanRuleSerializer(PlanPatternSerializer):
    """The rule of a year; `long` says what is otherwise with the longer windows."""

    long_months = serializers.ListField(
        child=serializers.IntegerField(), required=False, max_length=12, help_text="The months of the longer windows."
    )
    long = PlanPatternSerializer(required=False)


class PlanDateGivenSerializer(StrictSerializer):
    kind = serializers.ChoiceField(choices=["short", "long"])
    starts_at, ends_at = Instant(), Instant()

    def to_internal_value(self, data: Any) -> Entry:
        return Entry(**super().to_internal_value(data))


class LookAtPlan(StrictSerializer):
    """A rule or dates; without either the policy's own rule."""

    year = serializers.IntegerField(min_value=1, max_value=9999)
    rule = PlanRuleSerializer(required=False)
    dates = PlanDateGivenSerializer(many=True, required=False, max_length=200)  # type: ignore[call-arg]
    timezone = serializers.CharField(required=False, help_text="Such as Europe/Stockholm; the policy's, unless given.")
    scope = ScopeField(required=False, help_text=_SCOPE)


class DraftPlan(LookAtPlan):
    title = serializers.CharField(required=False, allow_blank=True)


class ChangePlan(StrictSerializer):
    """What is to be otherwise; the rest stays. `word` answers for the warnings of a published plan."""

    rule = PlanRuleSerializer(required=False)
    dates = PlanDateGivenSerializer(many=True, required=False, max_length=200)  # type: ignore[call-arg]
    timezone = serializers.CharField(required=False)
    title = serializers.CharField(required=False)
    scope = ScopeField(required=False, help_text=_SCOPE)
    word = serializers.CharField(required=False, allow_blank=True)
    reason = serializers.CharField(required=False, allow_blank=True, help_text="For the journal.")


class PublishPlan(StrictSerializer):
    word = serializers.CharField(
        required=False, allow_blank=True, help_text="Why it is published in spite of its warnings."
    )
