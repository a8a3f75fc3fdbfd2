"""A month's availability as the REST face shows it: the shape of `maintenance.availability.figures`."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from hostops.api.fields import Instant
from maintenance.models import Source

_PERCENT: dict[str, Any] = {"allow_null": True}


@extend_schema_field(OpenApiTypes.DATETIME)
class Written(serializers.CharField):
    """An instant that is text already."""


class WrittenSpanSerializer(serializers.Serializer[Any]):
    """From an instant on, before another."""

    until = Written(allow_null=True)

    def get_fields(self) -> dict[str, Any]:
        # "from" is no name that a class body can give
        return {"from": Written(allow_null=True), **super().get_fields()}


class CountedSecondsSerializer(serializers.Serializer[Any]):
    """Seconds, whole; percentages as text, rounded down, so that 100.0000 is said of all and never of nearly all."""

    total_seconds = serializers.IntegerField(help_text="Of the month, as far as servers were registered.")
    available_seconds = serializers.IntegerField(help_text="`available_seconds / total_seconds` is the exact share.")
    unscheduled_seconds = serializers.IntegerField(help_text="Down, and counted against the commitment.")
    scheduled_seconds = serializers.IntegerField(help_text="Down inside an announced, used window; not counted.")
    excluded_seconds = serializers.IntegerField(help_text="Down by an approved exclusion; not counted.")
    availability = serializers.CharField(help_text="In percent, such as `99.9899`; null of no time.", **_PERCENT)
    commitment = serializers.CharField(
        help_text="In percent; null where the contract must state it and does not.", **_PERCENT
    )
    allowed_seconds = serializers.IntegerField(allow_null=True, help_text="That may count before it is missed.")
    seconds_left = serializers.IntegerField(allow_null=True, help_text="Negative once the commitment is missed.")
    met = serializers.BooleanField(allow_null=True, help_text="Null where there is no commitment.")


class AvailabilityPieceSerializer(WrittenSpanSerializer):
    kind = serializers.ChoiceField(choices=["up", "scheduled", "excluded", "down", "absent"])
    seconds = serializers.IntegerField()


class StatedCommitmentSerializer(WrittenSpanSerializer):
    commitment = serializers.CharField(**_PERCENT)
    policy = serializers.CharField()
    clause = serializers.CharField(allow_blank=True)
    words = serializers.CharField()


class CoveringWindowSerializer(WrittenSpanSerializer):
    window = serializers.CharField(help_text="`SW-12`")
    title, kind = serializers.CharField(), serializers.CharField()
    expected_seconds = serializers.IntegerField(allow_null=True, help_text="The announced estimate of downtime.")
    over_estimate_seconds = serializers.IntegerField(help_text="By how much it was exceeded, 0 for not.")


class CountedDowntimeSerializer(WrittenSpanSerializer):
    """A downtime with what its seconds in this month count as. Two that overlap each show what they share."""

    id = serializers.IntegerField()
    corrects = serializers.IntegerField(allow_null=True)
    cause = serializers.CharField()
    case = serializers.CharField(allow_null=True)
    scheduled_seconds = serializers.IntegerField()
    excluded_seconds = serializers.IntegerField()
    unscheduled_seconds = serializers.IntegerField()
    exclusion = serializers.CharField(allow_null=True)
    exclusion_reason = serializers.CharField(allow_null=True)
    exclusion_approved = serializers.BooleanField()
    why = serializers.CharField(help_text="What it counts as, and why, in words.")

    def get_fields(self) -> dict[str, Any]:
        # every serializer has a `source` of its own, which a class body would hide
        return {**super().get_fields(), "source": serializers.ChoiceField(choices=Source.choices)}


class ServerAvailabilitySerializer(WrittenSpanSerializer, CountedSecondsSerializer):
    server = serializers.CharField(help_text="The hostname.")
    id = serializers.IntegerField()
    contract, timezone = serializers.CharField(), serializers.CharField()
    commitments = StatedCommitmentSerializer(many=True, help_text="One for each binding that held in the month.")
    strip = AvailabilityPieceSerializer(many=True)
    windows = CoveringWindowSerializer(many=True)
    downtimes = CountedDowntimeSerializer(many=True)


class AvailabilityRevisionSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField(
        source="row.pk", help_text="`/availability/revisions/{id}/` gives the figures as they were hashed."
    )
    revision = serializers.IntegerField(source="row.revision")
    sha256 = serializers.CharField(source="row.sha256", help_text="Of the figures as canonical JSON (RFC 8785).")
    verified = serializers.BooleanField(help_text="The figures still have this hash.")
    closed_at = Instant(source="row.closed_at")
    closed_by = serializers.CharField(source="row.closed_by.username", default=None, allow_null=True)
    changes = serializers.ListField(child=serializers.CharField(), source="row.changes")


class AvailabilityWordSerializer(serializers.Serializer[Any]):
    word, meaning = serializers.CharField(), serializers.CharField()


class AvailabilityFiguresSerializer(WrittenSpanSerializer, CountedSecondsSerializer):
    account = serializers.CharField(help_text="The slug.")
    month = serializers.CharField(help_text="`2026-10`")
    timezones = serializers.ListField(child=serializers.CharField(), help_text="Those the month is counted in.")
    strip = AvailabilityPieceSerializer(many=True, help_text="Down where any server is.")
    servers = ServerAvailabilitySerializer(many=True)


class AvailabilityMonthSerializer(AvailabilityFiguresSerializer):
    """The account's month; its figures are those of `revision` where the month is closed."""

    state = serializers.ChoiceField(choices=["running", "over", "closed"])
    as_of = Instant(help_text="The figures are as known then.")
    revision = serializers.IntegerField(allow_null=True)
    sha256 = serializers.CharField(allow_null=True)
    verified = serializers.BooleanField(allow_null=True)
    revisions = AvailabilityRevisionSerializer(many=True)
    definition = AvailabilityWordSerializer(many=True)


class AccountAvailabilitySerializer(CountedSecondsSerializer):
    account = serializers.CharField(help_text="The slug.")
    name = serializers.CharField()
    month = serializers.CharField()
    servers = serializers.IntegerField(help_text="How many were registered in it.")
    revision = serializers.IntegerField(allow_null=True, help_text="Of a closed month.")
