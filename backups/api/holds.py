"""`/backups/holds/`: copies that must not go, whatever their retention says."""

from typing import Any

from django.db.models import QuerySet
from django_filters import FilterSet
from rest_framework import serializers

from backups.actions.holding import PLACE, RELEASE, hold_place, hold_release
from backups.models import Hold, Run
from hostops.accounts.api.filters import AccountFilter
from hostops.accounts.api.rolefirst import RoleFirst
from hostops.api.fields import Instant
from hostops.api.filters import AnyOfFilter, WordFilter, YesNoFilter
from hostops.api.keyset import Ordering
from hostops.api.resources import ActionView, VisibleViewSet
from hostops.api.serializers import StrictSerializer
from hostops.lib.now import now

_LARGEST = 2**63 - 1


class HoldSerializer(serializers.ModelSerializer[Hold]):
    run = serializers.IntegerField(source="run_id", help_text="The run that left the copy.")
    server = serializers.CharField(source="run.schedule.server.hostname")
    account = serializers.CharField(source="run.schedule.server.account.slug")
    tier = serializers.CharField(source="run.schedule.tier")
    until_at = Instant(allow_null=True, help_text="Null: until it is released.")
    placed_by = serializers.CharField(source="placed_by.username")
    placed_at = Instant()
    released_by = serializers.CharField(source="released_by.username", default=None, allow_null=True)
    released_at = Instant(allow_null=True)
    active = serializers.SerializerMethodField(help_text="Whether it keeps the copy now.")

    class Meta:
        model = Hold
        fields = (
            "id", "run", "server", "account", "tier", "kind", "reason", "until_at", "active", "placed_by", "placed_at",
            "released_by", "released_at",
        )  # fmt: skip

    def get_active(self, hold: Hold) -> bool:
        return hold.holds_at(now())


class PlaceHold(StrictSerializer):
    """Which copy, why, and until when."""

    run = serializers.IntegerField(min_value=1, max_value=_LARGEST)
    kind = serializers.ChoiceField(choices=Hold.Kind.choices)
    reason = serializers.CharField()
    until_at = Instant(required=False, allow_null=True, help_text="Null: until it is released.")

    def validate_run(self, pk: int) -> Run:
        found: Run | None = Run.objects.visible_to(self.context["request"].user).filter(pk=pk).first()
        if found is None:
            raise serializers.ValidationError("There is no such run, or none that you may see.")
        return found


class ReleaseHold(StrictSerializer):
    """Why the copy may go by its retention again."""

    reason = serializers.CharField()


class HoldFilters(FilterSet):
    run = WordFilter(method="of_run")
    server = WordFilter(field_name="run__schedule__server__hostname", lookup_expr="iexact")
    account = AccountFilter(field_name="run__schedule__server__account")
    kind = AnyOfFilter(Hold.Kind.values)
    active = YesNoFilter(method="by_holding")

    def of_run(self, rows: QuerySet[Hold], _: str, text: str) -> QuerySet[Hold]:
        number = int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0
        return rows.filter(run=number)

    def by_holding(self, rows: Any, _: str, wanted: bool) -> QuerySet[Hold]:
        active = rows.active(now())
        found: QuerySet[Hold] = active if wanted else rows.exclude(pk__in=active.values("pk"))
        return found


class _Holds(RoleFirst):
    model = Hold
    serializer_class = HoldSerializer
    verb = PLACE

    def related(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.select_related("run__schedule__server__account", "placed_by", "released_by")


class HoldViewSet(_Holds, VisibleViewSet):
    """Holds on copies, those that hold no more too, the newest first."""

    takes, creates = PlaceHold, staticmethod(hold_place)
    filterset_class = HoldFilters
    orderings = {"placed_at": Ordering.by("placed_at"), "id": Ordering.by("id")}
    default_ordering = "-placed_at"


class HoldRelease(_Holds, ActionView):
    """Release the hold: the copy goes by its retention again."""

    verb = RELEASE
    takes, calls = ReleaseHold, staticmethod(hold_release)
