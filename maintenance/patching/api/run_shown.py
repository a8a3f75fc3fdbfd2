"""A patch run as the REST face shows it: to a customer with the account's own servers alone."""

from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from hostops.api.fields import Instant
from hostops.lib.now import now
from maintenance.patching.models import PatchResult, PatchRun, Release
from maintenance.patching.ringing import rings_of
from maintenance.patching.rules.rings import Ring, Stands
from maintenance.patching.runstates import LIFE

_STATES = PatchResult.State.values
_COUNTS = {
    "type": "object",
    "description": "Servers by how they stand; to a customer its own.",
    "properties": {state: {"type": "integer"} for state in _STATES},
    "required": list(_STATES),
}


def in_list(runs: QuerySet[Any], reader: Any) -> QuerySet[Any]:
    """With what `RunRow` reads: three statements, however many runs or servers."""
    mine = PatchResult.objects.visible_to(reader).filter(run=OuterRef("pk")).order_by().values("run")
    counted = JSONObject(**{f"n_{state}": Count("pk", filter=Q(state=state)) for state in _STATES})
    seen: Any = runs
    found: QuerySet[Any] = seen.as_seen_by(reader).annotate(
        counted=Subquery(mine.annotate(counted=counted).values("counted"))
    )
    return found.select_related("window", "made_by").prefetch_related("releases")


class RunRelease(serializers.ModelSerializer[Release]):
    number = serializers.CharField()
    released_at = Instant()

    class Meta:
        model = Release
        fields = ("number", "platform", "package", "release_version", "security", "released_at")


class RunRow(serializers.ModelSerializer[PatchRun]):
    number = serializers.CharField(help_text="PR-12.")
    state = serializers.ChoiceField(
        PatchRun.State.choices, source="seen_state", help_text="To a customer, of one that is over: on its own servers."
    )
    planned_at, made_at = Instant(), Instant()
    window = serializers.CharField(source="window.number", default=None, allow_null=True, help_text="SW-12.")
    releases = RunRelease(many=True)
    started_at, finished_at = Instant(allow_null=True), Instant(allow_null=True)
    made_by = serializers.CharField(source="made_by.username", default=None, allow_null=True)
    counts = serializers.SerializerMethodField()

    class Meta:
        model = PatchRun
        fields: tuple[str, ...] = (
            "id", "number", "platform", "title", "state", "planned_at", "impact", "window", "releases", "reason",
            "external_id", "started_at", "finished_at", "made_by", "made_at", "counts", "version",
        )  # fmt: skip

    @extend_schema_field(_COUNTS)
    def get_counts(self, run: Any) -> dict[str, int]:
        return {state: (run.counted or {}).get(f"n_{state}", 0) for state in _STATES}


class RingShown(serializers.Serializer[Ring]):
    """A ring, and whether it may begin now."""

    ring = serializers.IntegerField(source="number", help_text="0 are the pilots.")
    stands = serializers.ChoiceField(choices=[(one.value, one.value) for one in Stands])
    may_begin = serializers.BooleanField()
    may_begin_at = Instant(allow_null=True, help_text="From then on, if nothing happens on the ring before it.")
    why = serializers.SerializerMethodField(help_text="What holds it; empty for customers.")

    def get_why(self, ring: Ring) -> list[str]:
        reader: Any = self.context["request"].user
        return list(ring.why) if reader.is_staff_member else []


class RunShown(RunRow):
    """A run whole, with how its rings stand now."""

    rings = serializers.SerializerMethodField(help_text="Ask before each ring: the others wait for the pilots.")
    possible = serializers.SerializerMethodField(help_text="The steps that its state allows.")

    class Meta(RunRow.Meta):
        fields = (*RunRow.Meta.fields, "rings", "possible")

    @extend_schema_field(RingShown(many=True))
    def get_rings(self, run: PatchRun) -> Any:
        rings: Any = rings_of(run, now())
        return RingShown(rings, many=True, context=self.context).data

    def get_possible(self, run: PatchRun) -> list[str]:
        return LIFE.possible(run.state)


class PackageShown(serializers.Serializer[Any]):
    """What was installed of a package."""

    def get_fields(self) -> dict[str, Any]:
        # `from` is no name that a class body can have
        return {name: serializers.CharField(default="") for name in ("package", "from", "to")}


class ResultShown(serializers.ModelSerializer[PatchResult]):
    server = serializers.CharField(source="server.hostname")
    account = serializers.CharField(source="server.account.slug")
    finished_at, reported_at = Instant(allow_null=True), Instant(allow_null=True)
    installed = PackageShown(many=True)
    reported_by = serializers.CharField(source="reported_by.username", default=None, allow_null=True)

    class Meta:
        model = PatchResult
        fields = (
            "id", "server", "account", "ring", "state", "finished_at", "installed", "message", "reported_by",
            "reported_at",
        )  # fmt: skip
