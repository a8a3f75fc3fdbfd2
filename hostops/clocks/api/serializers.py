"""Clocks and their explanations as the REST face shows them."""

from typing import Any

from rest_framework import serializers

from hostops.api.fields import Instant
from hostops.api.serializers import StrictSerializer
from hostops.clocks.attribution import CAUSES
from hostops.clocks.models import Attribution, Clock
from hostops.clocks.querysets import STATES, state_of
from hostops.lib.now import now
from hostops.subjects.serializers import SubjectSerializer


class ClockSerializer(serializers.ModelSerializer[Clock]):
    """Load with `select_related("subject__account")`."""

    state = serializers.SerializerMethodField()
    started_at = Instant(allow_null=True)
    due_at = Instant(allow_null=True)
    stopped_at = Instant(allow_null=True)
    next_at = Instant(allow_null=True, help_text="When anything must next be said of it.")
    subject = SubjectSerializer()
    account = serializers.CharField(source="subject.account.slug", default=None, allow_null=True)

    class Meta:
        model = Clock
        fields = (
            "id", "kind", "key", "cycle", "revision", "clause", "state",
            "started_at", "due_at", "stopped_at", "next_at", "subject", "account",
        )  # fmt: skip

    def get_state(self, clock: Clock) -> str:
        return state_of(clock, now())


class SpanSerializer(serializers.Serializer[Any]):
    """A piece of time. The last span of a paused clock has neither end nor length."""

    until = Instant(allow_null=True)
    counts = serializers.BooleanField()
    why = serializers.CharField(help_text="`open`, `closed`, `holiday: Christmas Day`, `paused` or `elapsed`.")
    seconds = serializers.IntegerField(allow_null=True)

    def get_fields(self) -> dict[str, Any]:
        # "from" is no name that a class body can give
        return {"from": Instant(), **super().get_fields()}


class ExplainedRuleSerializer(serializers.Serializer[Any]):
    clause = serializers.CharField()
    title = serializers.CharField()
    text = serializers.CharField()
    house_rule = serializers.CharField(allow_blank=True)
    words = serializers.CharField(allow_blank=True)
    duration = serializers.CharField(allow_null=True)
    time = serializers.CharField(allow_null=True)


class ExplainedPolicySerializer(serializers.Serializer[Any]):
    id = serializers.CharField()
    title = serializers.CharField()
    version = serializers.IntegerField()
    published_at = Instant()


class ExplainedCalendarSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    timezone = serializers.CharField()
    words = serializers.CharField()


class RecomputationSerializer(serializers.Serializer[Any]):
    at = Instant(help_text="From when it counts.")
    recorded_at = Instant()
    what = serializers.CharField()
    clause = serializers.CharField(allow_blank=True)
    reason = serializers.CharField(allow_blank=True)
    actor = serializers.CharField()
    revision = serializers.IntegerField()
    due_before = Instant(allow_null=True)
    due_at = Instant(allow_null=True)


class ExplainedAttributionSerializer(serializers.Serializer[Any]):
    cause = serializers.CharField()
    clause = serializers.CharField(allow_blank=True)
    reason = serializers.CharField()
    by = serializers.CharField()
    at = Instant()


class ExplanationSerializer(serializers.Serializer[Any]):
    """Why a deadline is what it is."""

    clock = serializers.IntegerField()
    kind = serializers.CharField()
    cycle = serializers.IntegerField()
    cycles = serializers.IntegerField(help_text="How many there are.")
    revision = serializers.IntegerField()
    state = serializers.ChoiceField(choices=STATES)
    started_at = Instant(allow_null=True)
    due_at = Instant(allow_null=True)
    stopped_at = Instant(allow_null=True)
    rule = ExplainedRuleSerializer()
    policy = ExplainedPolicySerializer()
    calendar = ExplainedCalendarSerializer()
    counted_seconds = serializers.IntegerField()
    spans = SpanSerializer(many=True)
    recomputations = RecomputationSerializer(many=True)
    attribution = ExplainedAttributionSerializer(allow_null=True)


class AttributeSerializer(StrictSerializer):
    cause = serializers.ChoiceField(choices=list(CAUSES.items()))
    clause = serializers.CharField(required=False, max_length=40)
    reason = serializers.CharField(max_length=2000)
    cycle = serializers.IntegerField(
        required=False, min_value=1, max_value=2**31 - 1, help_text="The present one unless given."
    )


class AttributionSerializer(serializers.ModelSerializer[Attribution]):
    attributed_by = serializers.CharField(source="attributed_by.username")
    attributed_at = Instant()

    class Meta:
        model = Attribution
        fields = ("clock", "cycle", "cause", "clause", "reason", "attributed_by", "attributed_at")
