from rest_framework import serializers

from hostops.alerts.models import Alert
from hostops.api.fields import Instant
from hostops.subjects.serializers import SubjectSerializer


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
