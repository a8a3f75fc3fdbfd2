from typing import Any

from rest_framework import serializers

from hostops.alerts.models import Alert, Delivery
from hostops.api.fields import Instant
from hostops.subjects.serializers import SubjectSerializer


class DeliverySerializer(serializers.ModelSerializer[Delivery]):
    """Who was told, how, and whether it has reached them."""

    recipient = serializers.CharField(source="recipient.username", default=None, allow_null=True)
    created_at = Instant()
    sent_at, next_try_at = Instant(allow_null=True), Instant(allow_null=True)

    class Meta:
        model = Delivery
        fields = ("recipient", "channel", "state", "created_at", "sent_at", "next_try_at", "last_error")


class StepSerializer(serializers.Serializer[Any]):
    """An alert as it was raised, or as it was passed on."""

    id = serializers.IntegerField(source="alert.pk")
    threshold = serializers.CharField(source="alert.threshold")
    instant, raised_at = Instant(source="alert.instant"), Instant(source="alert.raised_at")
    tell = serializers.ListField(source="alert.tell", child=serializers.CharField(), help_text="The roles to tell.")
    note = serializers.CharField(source="alert.note", help_text="Who was passed over on the rota, and why.")
    escalates_at = Instant(
        source="alert.escalates_at", allow_null=True, help_text="When it goes on unless acknowledged."
    )
    acknowledged_by = serializers.CharField(source="alert.acknowledged_by.username", default=None, allow_null=True)
    acknowledged_at = Instant(source="alert.acknowledged_at", allow_null=True)
    deliveries = DeliverySerializer(many=True)


class CourseSerializer(serializers.Serializer[Any]):
    """To customers the course is empty: whom the provider told of what is its own."""

    steps = StepSerializer(many=True)


class AlertSerializer(serializers.ModelSerializer[Alert]):
    """Load with `select_related("clock__subject__account", "acknowledged_by")`."""

    kind = serializers.CharField(source="clock.kind")
    instant = Instant(help_text="When the threshold was crossed.")
    raised_at = Instant(help_text="When this was written.")
    subject = SubjectSerializer(source="clock.subject")
    account = serializers.CharField(source="clock.subject.account.slug", default=None, allow_null=True)
    acknowledged_by = serializers.CharField(source="acknowledged_by.username", default=None, allow_null=True)
    acknowledged_at = Instant(allow_null=True)
    note = serializers.SerializerMethodField(help_text="To staff: who was passed over on the rota, and why.")

    class Meta:
        model = Alert
        fields = (
            "id", "clock", "kind", "cycle", "revision", "threshold", "raised_at", "instant", "subject", "account",
            "acknowledged_by", "acknowledged_at", "note",
        )  # fmt: skip

    def get_note(self, alert: Alert) -> str:
        return alert.note if self.context["request"].user.is_staff_member else ""
