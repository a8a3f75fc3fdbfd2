"""Reports as the REST face shows them."""

from typing import Any

from rest_framework import serializers

from hostops.api.fields import Instant


class FiguresSerializer(serializers.Serializer[Any]):
    """Shares are in percent, rounded down to one decimal; null of nothing."""

    decided = serializers.IntegerField()
    kept = serializers.IntegerField()
    breached = serializers.IntegerField()
    attributed = serializers.IntegerField(
        source="excused", help_text="Breached, and put down to another cause than the provider."
    )
    attained = serializers.FloatField(allow_null=True)
    attained_without_attributed = serializers.FloatField(allow_null=True, source="attained_unexcused")


class SpanOfTimeSerializer(serializers.Serializer[Any]):
    """`until` is not in it any more. `key` is null for a span of instants."""

    name = serializers.CharField()
    key = serializers.CharField(allow_null=True)
    until = Instant(source="end")

    def get_fields(self) -> dict[str, Any]:
        return {"from": Instant(source="start"), **super().get_fields()}

    def to_representation(self, instance: Any) -> Any:
        return {**super().to_representation(instance), "key": instance.key or None}


class ComparedSerializer(serializers.Serializer[Any]):
    now = FiguresSerializer()
    before = FiguresSerializer()
    change = serializers.FloatField(allow_null=True, help_text="In percentage points, all breaches counted.")


class PromiseLineSerializer(ComparedSerializer):
    kind = serializers.CharField()
    severity = serializers.IntegerField(allow_null=True)


class AccountLineSerializer(PromiseLineSerializer):
    account = serializers.CharField(help_text="The slug.")


class MonthSerializer(FiguresSerializer):
    month = serializers.CharField(help_text="`2026-10`")
    kind = serializers.CharField()
    severity = serializers.IntegerField(allow_null=True)


class DefinitionSerializer(serializers.Serializer[Any]):
    word = serializers.CharField()
    meaning = serializers.CharField()


class AttainmentSerializer(serializers.Serializer[Any]):
    """What was kept of what was promised in a period, beside the period before."""

    at = Instant(help_text="As known then.")
    zone = serializers.CharField()
    period = SpanOfTimeSerializer()
    before = SpanOfTimeSerializer()
    total = ComparedSerializer()
    by_promise = PromiseLineSerializer(many=True)
    by_account = AccountLineSerializer(many=True)
    months = MonthSerializer(many=True)
    definition = DefinitionSerializer(many=True)


class LoadSerializer(serializers.Serializer[Any]):
    open = serializers.IntegerField()
    late = serializers.IntegerField()
    due_within_hour = serializers.IntegerField(source="next_hour")
    due_within_day = serializers.IntegerField(source="next_day")
    unassigned = serializers.IntegerField()
    next_due = Instant(allow_null=True)


class SeverityLoadSerializer(LoadSerializer):
    severity = serializers.IntegerField(allow_null=True)


class PersonLoadSerializer(LoadSerializer):
    username = serializers.CharField(allow_null=True, help_text="Null is nobody: cases without an assignee.")
    name = serializers.CharField()


class ToldSerializer(serializers.Serializer[Any]):
    """The alerts of the last hours, and what became of telling people."""

    since = Instant()
    raised = serializers.IntegerField()
    breaches = serializers.IntegerField()
    unacknowledged = serializers.IntegerField()
    deliveries = serializers.DictField(child=serializers.IntegerField(), help_text="How many are in each state.")
    failed = serializers.IntegerField(source="failed_count", help_text="Messages of any kind that could not be sent.")


class ArrivalsSerializer(SpanOfTimeSerializer):
    hours = serializers.ListField(
        child=serializers.ListField(child=serializers.IntegerField()),
        help_text="Cases received in each hour of each weekday, Monday first.",
    )


class TodaySerializer(serializers.Serializer[Any]):
    at = Instant()
    zone = serializers.CharField(help_text="Whose hours and days `arrivals` counts.")
    total = LoadSerializer()
    by_severity = SeverityLoadSerializer(many=True)
    by_person = PersonLoadSerializer(many=True)
    alerts = ToldSerializer()
    arrivals = ArrivalsSerializer()


class PromiseSerializer(serializers.Serializer[Any]):
    """One promise that a figure counts: a cycle of a clock."""

    clock = serializers.IntegerField()
    cycle = serializers.IntegerField()
    kind = serializers.CharField()
    severity = serializers.IntegerField(allow_null=True)
    case = serializers.CharField()
    title = serializers.CharField()
    account = serializers.CharField(allow_null=True)
    due_at = Instant(allow_null=True)
    stopped_at = Instant(allow_null=True)
    decided_at = Instant()
    kept = serializers.BooleanField()
    cause = serializers.CharField(allow_null=True, help_text="What the breach is put down to; null is nothing yet.")


class PromisesPageSerializer(serializers.Serializer[Any]):
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = PromiseSerializer(many=True)
