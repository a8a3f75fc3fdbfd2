"""How runs, and what became of those told, are shown."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from backups.actions.hearing import What
from backups.models import Hold, Run
from backups.models.run import Status, Via
from backups.models.stray import Why
from hostops.api.fields import Instant
from hostops.lib.now import now


class HoldShown(serializers.Serializer[Hold]):
    """Why a copy must not go, and until when; null where until it is released."""

    kind = serializers.ChoiceField(choices=Hold.Kind.choices)
    reason = serializers.CharField()
    until_at = Instant(allow_null=True)


class RunSerializer(serializers.ModelSerializer[Run]):
    """A run and the copy that it left. `suspicious` are the figures that are far from the schedule's own history."""

    schedule = serializers.CharField(source="schedule.number")
    server = serializers.CharField(source="schedule.server.hostname")
    tier = serializers.CharField(source="schedule.tier")
    account = serializers.CharField(source="schedule.server.account.slug")
    slot = Instant(source="slot_at", allow_null=True, help_text="The slot it counts for.")
    started_at, finished_at, received_at = Instant(allow_null=True), Instant(), Instant()
    status = serializers.ChoiceField(choices=Status.choices)
    needs = serializers.ListField(
        child=serializers.CharField(), allow_null=True, help_text="What a restore needs besides; null is not said."
    )
    suspicious = serializers.ListField(child=serializers.DictField(), allow_null=True)
    via = serializers.ChoiceField(choices=Via.choices)
    expires_at = Instant(allow_null=True, help_text="From then on the copy may be expired; null where there is none.")
    expired = serializers.SerializerMethodField(help_text="Whether its retention has run out.")
    deleted_at = Instant(allow_null=True)
    hold = serializers.SerializerMethodField()

    class Meta:
        model = Run
        fields = (
            "id", "schedule", "server", "tier", "account", "slot", "started_at", "finished_at", "status", "bytes",
            "external_id", "tool", "message", "detail", "needs", "suspicious", "via", "received_at", "expires_at",
            "expired", "deleted_at", "hold",
        )  # fmt: skip

    @extend_schema_field(serializers.BooleanField())
    def get_expired(self, run: Run) -> bool:
        return run.expires_at is not None and run.expires_at <= now()

    @extend_schema_field(HoldShown(allow_null=True))
    def get_hold(self, run: Run) -> Any:
        at = now()
        held = [hold for hold in run.holds.all() if hold.released_at is None]
        active = [hold for hold in held if hold.until_at is None or hold.until_at > at]
        return HoldShown(active[0]).data if active else None


class KeptAside(serializers.Serializer[Any]):
    """It could not be recorded and was kept for a person: `stray` is its number."""

    outcome = serializers.ChoiceField(choices=[What.KEPT_ASIDE.value])
    stray = serializers.IntegerField()
    why = serializers.ChoiceField(choices=Why.choices)
    detail = serializers.CharField()


class OutcomeShown(serializers.Serializer[Any]):
    """What became of one run; `run` and `stray` are numbers."""

    index = serializers.IntegerField(help_text="Its place among those told, from 0.")
    outcome = serializers.ChoiceField(choices=[what.value for what in What])
    run = serializers.IntegerField(allow_null=True)
    stray = serializers.IntegerField(allow_null=True)
    detail = serializers.CharField(allow_blank=True)


class RunsTold(serializers.Serializer[Any]):
    """How many of each, each by itself, and what else is to be said."""

    created = serializers.IntegerField()
    known = serializers.IntegerField()
    filled = serializers.IntegerField()
    differs = serializers.IntegerField()
    kept_aside = serializers.IntegerField()
    results = OutcomeShown(many=True)
    notes = serializers.ListField(child=serializers.CharField())
