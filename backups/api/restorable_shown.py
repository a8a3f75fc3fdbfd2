"""What can be restored of a server, as the REST face shows it."""

from typing import Any, get_args

from rest_framework import serializers

from backups.rules.faults import Cause
from backups.rules.restorable import Worth
from hostops.api.fields import Instant
from hostops.policies.api.serializers import OpeningSerializer
from hostops.policies.schema.backups import Scope, TierKind

_CAUSES, _SCOPES = get_args(Cause), get_args(Scope)


class _Why(serializers.Serializer[Any]):
    """Either a clause is broken, or the policy itself leaves it so; neither where nobody knows whose it is."""

    cause = serializers.ChoiceField(choices=_CAUSES, allow_null=True)
    breaks = serializers.CharField(allow_null=True, help_text="The clause that is broken.")
    left_by = serializers.ListField(
        child=serializers.CharField(), help_text="The clauses by which the policy itself leaves it open."
    )
    words = serializers.CharField(help_text="Why, in words.")


class RestorePointSerializer(_Why):
    """A copy that is kept. `at`, the end of its run, is the instant to which it brings back."""

    at = Instant()
    run = serializers.IntegerField(help_text="The id of its run.")
    schedule = serializers.CharField(help_text="`BK-12`")
    tier, clause = serializers.CharField(), serializers.CharField()
    kind = serializers.ChoiceField(choices=get_args(TierKind))
    scope = serializers.ChoiceField(choices=_SCOPES)
    off_site = serializers.BooleanField()
    started_at = Instant(allow_null=True)
    external_id = serializers.CharField(help_text="The tool's own name for it; empty where none was told.")
    held = serializers.BooleanField(help_text="It must not go, whatever its retention says.")
    suspicious = serializers.BooleanField(help_text="Its size or duration is far from its schedule's own history.")
    needs = serializers.ListField(
        child=serializers.IntegerField(), help_text="Runs of the copies that it directly builds on."
    )
    until = Instant(allow_null=True, help_text="Until when it can be restored; null without end, or where it cannot.")
    state = serializers.ChoiceField(
        choices=get_args(Worth),
        help_text="`unsure`: kept, but something that it needs is past its time and may be gone. `broken`: of no use.",
    )


class RestoreGapSerializer(_Why):
    """Slots of one tier that are due, whose copies would be kept still, and of whose time nothing can be restored."""

    scope = serializers.ChoiceField(choices=_SCOPES)
    tier, clause = serializers.CharField(), serializers.CharField()
    until = Instant(help_text="The slot after the last of them, or now.")
    slots = serializers.IntegerField(help_text="How many slots.")
    before = Instant(allow_null=True, help_text="The nearest instant before that can be restored.")
    after = Instant(allow_null=True, help_text="The nearest one after.")

    def get_fields(self) -> dict[str, Any]:
        # "from" is no name that a class body can give
        return {**super().get_fields(), "from": Instant(help_text="The first of these slots.")}


class RestoreLineSerializer(serializers.Serializer[Any]):
    """One scope of the server: what of it can be restored."""

    scope = serializers.ChoiceField(choices=_SCOPES)
    tiers = serializers.ListField(child=serializers.CharField(), help_text="Those whose copies hold it.")
    count = serializers.IntegerField(help_text="How many instants.")
    oldest, newest = Instant(allow_null=True), Instant(allow_null=True)


class RestorableSerializer(serializers.Serializer[Any]):
    """What can be restored of a server at an instant. `gaps` are promised and cannot; each says whose it is."""

    server, account = serializers.CharField(), serializers.CharField()
    at = Instant()
    oldest, newest = Instant(allow_null=True), Instant(allow_null=True)
    instants = RestorePointSerializer(many=True, help_text="What can be restored for sure, the latest first.")
    not_restorable = RestorePointSerializer(many=True, help_text="Kept, but of no use, or perhaps of none.")
    past_retention = serializers.IntegerField(
        help_text="Copies past their time that nobody said were removed: they may be there, none counts on them."
    )
    lines = RestoreLineSerializer(many=True)
    gaps = RestoreGapSerializer(many=True)
    left_open = OpeningSerializer(many=True, help_text="What the promises leave open although all are kept.")
