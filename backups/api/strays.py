"""`/backups/strays/`: runs that were told and fit nowhere. The staff's own."""

from typing import Any

from django.db.models import QuerySet
from django_filters import FilterSet
from rest_framework import serializers

from backups.actions.straying import stray_assign, stray_put_away
from backups.api.fields import ScheduleNumber
from backups.api.filters import ScheduleFilter
from backups.models import Stray
from backups.models.stray import Why
from hostops.accounts.api.filters import AccountFilter
from hostops.api.fields import Instant
from hostops.api.filters import AnyOfFilter, WordFilter, YesNoFilter
from hostops.api.keyset import Ordering
from hostops.api.resources import ActionView, VisibleViewSet
from hostops.api.serializers import StrictSerializer

_NONE: dict[str, Any] = {"default": None, "allow_null": True}


class StraySerializer(serializers.ModelSerializer[Stray]):
    """What was told, why it fits nowhere, and what became of it."""

    account = serializers.CharField(source="account.slug", **_NONE)
    why = serializers.ChoiceField(choices=Why.choices)
    told = serializers.DictField()
    received_at, settled_at = Instant(), Instant(allow_null=True)
    received_by = serializers.CharField(source="received_by.username", **_NONE)
    settled_by = serializers.CharField(source="settled_by.username", **_NONE)
    run = serializers.IntegerField(source="run_id", allow_null=True)

    class Meta:
        model = Stray
        fields = (
            "id", "account", "server", "tier", "why", "told", "received_at", "received_by", "settled_at", "settled_by",
            "run", "words",
        )  # fmt: skip


class AssignStray(StrictSerializer):
    """Whose run it is; when it really ended, where that was told wrongly."""

    schedule = ScheduleNumber()
    finished_at = Instant(required=False, allow_null=True)
    alike = serializers.BooleanField(required=False, help_text="All others too that wait for the same server and tier.")


class PutAwayStray(StrictSerializer):
    words = serializers.CharField(help_text="Why it becomes no run.")


class StrayFilters(FilterSet):
    why = AnyOfFilter(Why.values)
    server = WordFilter(lookup_expr="iexact")
    account = AccountFilter(field_name="account")
    settled = YesNoFilter(field_name="settled_at", lookup_expr="isnull", exclude=True)
    schedule = ScheduleFilter(field_name="run__schedule")


class _Strays:
    def related(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.select_related("account", "received_by", "settled_by")


class StrayViewSet(_Strays, VisibleViewSet):
    """Runs kept aside, the latest first; `settled=false` are those that wait."""

    model = Stray
    serializer_class = StraySerializer
    filterset_class = StrayFilters
    orderings = {"id": Ordering.by("id")}
    default_ordering = "-id"


class StrayAssign(_Strays, ActionView):
    """Record what was kept aside as a run of a schedule; with `alike` all that wait for the same server and tier."""

    model = Stray
    serializer_class = StraySerializer
    takes, calls = AssignStray, staticmethod(stray_assign)


class StrayPutAway(_Strays, ActionView):
    """Put away what becomes no run, with the words that say why."""

    model = Stray
    serializer_class = StraySerializer
    takes, calls = PutAwayStray, staticmethod(stray_put_away)
