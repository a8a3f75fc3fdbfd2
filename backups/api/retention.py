"""`/backups/retention/`: what other retention values would keep, of a history that is sent and of the real one."""

from dataclasses import asdict
from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from backups.api.retention_asked import ID, MOST_RUNS, HistorySerializer, PreviewSerializer
from backups.comparing import compared, promises_now
from backups.rules.preview import previewed
from hostops.accounts.roles import require
from hostops.api.fields import Instant, as_z
from hostops.api.resources import pointing_at
from hostops.api.views import ApiView
from hostops.lib.now import now

PREVIEW = "backups.retention.preview"

_EXAMPLE = OpenApiExample(
    "A copy that goes at this very instant, and one that stays",
    request_only=True,
    value={
        "tiers": [{"name": "daily", "retention": "P7D"}],
        "runs": [
            {"id": "a", "tier": "daily", "finished_at": "2026-03-20T01:12:00+01:00"},
            {"id": "b", "tier": "daily", "finished_at": "2026-03-21T01:10:00+01:00"},
        ],
        "at": "2026-03-27T01:12:00+01:00",
        "timezone": "Europe/Berlin",
    },
)


@extend_schema_field(ID)
class _Id(serializers.Field[Any, Any, Any, Any]):
    """A run's id, as it was sent."""


class PreviewedSerializer(serializers.Serializer[Any]):
    """The ids of the runs, each in one of the two, in the order in which they were sent."""

    keep = serializers.ListField(child=_Id())
    expire = serializers.ListField(child=_Id())


class RetentionPreview(ApiView):
    """What would be kept `at` an instant, and what might go, of copies that need not be on record here.

    A copy whose run finished at T may go from T + the retention of its tier on, never before: so
    many calendar days later, at the same wall-clock time of `timezone`. A wall time that a clock
    change skips moves forward, a repeated one means the first. Retentions are of calendar units
    (`P7D`, `P1M`), not of hours. A run of the future is kept. Nothing is stored, and a token that
    only reads may ask; at most 100,000 runs, in 10 MB.
    """

    reads_only = True
    takes = PreviewSerializer
    # So many runs, by ids as long as a UUID.
    max_bytes = MOST_RUNS * 104

    @extend_schema(request=PreviewSerializer, responses=PreviewedSerializer, examples=[_EXAMPLE])
    def post(self, request: Request) -> Response:
        require(request.user, PREVIEW)
        asked = PreviewSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        data = asked.validated_data
        try:
            found = previewed(data["runs"], data["tiers"], data["timezone"], data["at"])
        except ValueError as error:  # an expiry beyond the last year there is
            raise ValidationError({"runs": [f"{error}."]}) from None
        return Response({"keep": found.keep, "expire": found.expire})


class TierRetentionSerializer(serializers.Serializer[Any]):
    """The copies of one tier that are there, as they stand and as they would; ids are of runs, the newest first."""

    name, title = serializers.CharField(), serializers.CharField()
    promised = serializers.ListField(child=serializers.CharField(), help_text="As the policies and contracts have it.")
    retention = serializers.CharField(help_text="The value that was asked about.")
    copies = serializers.IntegerField()
    keep, expire = serializers.IntegerField(), serializers.IntegerField()
    keep_as_promised, expire_as_promised = serializers.IntegerField(), serializers.IntegerField()
    held = serializers.IntegerField(help_text="Kept by a hold, whatever the values.")
    bytes_more = serializers.IntegerField(help_text="What would be kept besides, less what might go; where known.")
    sooner = serializers.ListField(child=serializers.IntegerField(), help_text="Kept now, and might go.")
    longer = serializers.ListField(child=serializers.IntegerField(), help_text="May go now, and would be kept.")
    gone = serializers.ListField(child=serializers.IntegerField(), help_text="Removed, and would be there still.")


class RetentionComparedSerializer(serializers.Serializer[Any]):
    at = Instant()
    tiers = TierRetentionSerializer(many=True)


class RetentionHistory(ApiView):
    """What other retention values would do to the copies that are on record here, as they stand now.

    A tier that is left out keeps the value it has. What a hold keeps is kept. At most 20,000
    copies: narrow it to an account, a server or a tier. Nothing is stored.
    """

    reads_only = True
    takes = HistorySerializer

    @extend_schema(request=HistorySerializer, responses=RetentionComparedSerializer)
    def post(self, request: Request) -> Response:
        require(request.user, PREVIEW)
        asked = HistorySerializer(data=request.data, context={"request": request})
        asked.is_valid(raise_exception=True)
        at, schedules = now(), asked.schedules()
        with pointing_at(asked):
            found = compared(schedules, asked.validated_data["tiers"], at, promises_now(schedules))
        shown = [
            asdict(tier) | {"expire": tier.expire, "expire_as_promised": tier.expire_as_promised} for tier in found
        ]
        return Response({"at": as_z(at), "tiers": shown})
