"""`/backups/keys/`: secret addresses by which a crontab reports; `/backups/pings/`: what came in by them."""

from http import HTTPStatus
from typing import Any, cast

from django.db.models import QuerySet
from django_filters import FilterSet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from backups.actions.keys import MAKE, key_make, key_revoke
from backups.api.fields import ScheduleNumber
from backups.api.filters import ScheduleFilter
from backups.models import Ping, PingKey
from backups.views.keys import ping_address
from hostops.accounts.models import Person
from hostops.accounts.roles import require
from hostops.api.fields import Instant
from hostops.api.filters import AnyOfFilter, YesNoFilter
from hostops.api.keyset import Ordering
from hostops.api.resources import ActionView, VisibleViewSet, pointing_at
from hostops.api.serializers import StrictSerializer


class KeySerializer(serializers.ModelSerializer[PingKey]):
    """A key, by the beginning of its secret."""

    schedule = serializers.CharField(source="schedule.number")
    created_by = serializers.CharField(source="created_by.username")
    created_at, used_at, revoked_at = Instant(), Instant(allow_null=True), Instant(allow_null=True)

    class Meta:
        model = PingKey
        fields = ("id", "schedule", "hint", "created_by", "created_at", "used_at", "revoked_at")


class MadeKeySerializer(KeySerializer):
    """With the address, which is shown this once: only its fingerprint is kept."""

    url = serializers.URLField(help_text="Whoever has it reports runs of the schedule, until it is revoked.")

    class Meta(KeySerializer.Meta):
        fields = (*KeySerializer.Meta.fields, "url")  # type: ignore[assignment]


class MakeKey(StrictSerializer):
    """Of which schedule it is to report."""

    schedule = ScheduleNumber()


class RevokeKey(StrictSerializer):
    reason = serializers.CharField(required=False, allow_blank=True, default="")


class KeyFilters(FilterSet):
    schedule = ScheduleFilter(field_name="schedule")
    revoked = YesNoFilter(field_name="revoked_at", lookup_expr="isnull", exclude=True)


class _Keys:
    def related(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.select_related("schedule", "created_by")


class KeyViewSet(_Keys, VisibleViewSet):
    """Ping keys of the schedules that one sees. Their addresses are not kept."""

    model = PingKey
    serializer_class = KeySerializer
    takes, creates = MakeKey, staticmethod(key_make)
    filterset_class = KeyFilters
    orderings = {"id": Ordering.by("id")}

    @extend_schema(responses={201: MadeKeySerializer})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Make a key. The answer has its address, which cannot be read again."""
        require(request.user, MAKE)
        body = self.taken(request)
        with pointing_at(body):
            key, secret = key_make(actor=cast(Person, request.user), **body.validated_data)
        made = self.seen_again(key)
        made.url = ping_address(secret)
        headers = {"Location": self.address_of(made), "Cache-Control": "private, no-store"}
        return Response(MadeKeySerializer(made).data, status=HTTPStatus.CREATED, headers=headers)


class KeyRevoke(_Keys, ActionView):
    """End a key at once: its address leads nowhere from then on."""

    model = PingKey
    serializer_class = KeySerializer
    takes, calls, named = RevokeKey, staticmethod(key_revoke), "key"


class PingSerializer(serializers.ModelSerializer[Ping]):
    """One call of a ping address, with the beginning of what it said."""

    schedule = serializers.CharField(source="schedule.number")
    what = serializers.ChoiceField(choices=Ping.What.choices)
    at = Instant()

    class Meta:
        model = Ping
        fields = ("id", "schedule", "what", "exit_code", "rid", "at", "method", "address", "agent", "body")


class PingFilters(FilterSet):
    schedule = ScheduleFilter(field_name="schedule")
    what = AnyOfFilter(Ping.What.values)


class PingViewSet(VisibleViewSet):
    """The latest pings of each schedule."""

    model = Ping
    serializer_class = PingSerializer
    filterset_class = PingFilters
    orderings = {"id": Ordering.by("id")}
    default_ordering = "-id"

    def related(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.select_related("schedule")
