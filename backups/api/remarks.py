"""`/backups/remarks/`: what was done about slots that were not as promised."""

from typing import Any

from django.db.models import QuerySet
from django_filters import FilterSet
from rest_framework import serializers

from backups.actions.remarks import REMARK, slot_remark
from backups.api.fields import ScheduleNumber
from backups.api.filters import ScheduleFilter
from backups.models import Remark
from hostops.accounts.api.filters import AccountFilter
from hostops.accounts.api.rolefirst import RoleFirst
from hostops.api.fields import Instant
from hostops.api.filters import InstantFilter, WordFilter
from hostops.api.keyset import Ordering
from hostops.api.resources import VisibleViewSet
from hostops.api.serializers import StrictSerializer


class RemarkSerializer(serializers.ModelSerializer[Remark]):
    schedule = serializers.CharField(source="schedule.number")
    server = serializers.CharField(source="schedule.server.hostname")
    account = serializers.CharField(source="schedule.server.account.slug")
    tier = serializers.CharField(source="schedule.tier")
    slot = Instant(source="slot_at")
    reason = serializers.CharField(help_text="The reason of the policy that closes the miss; empty for none.")
    written_by = serializers.CharField(source="written_by.username")
    written_at = Instant()

    class Meta:
        model = Remark
        fields = (
            "id", "schedule", "server", "account", "tier", "slot", "reason", "words", "written_by", "written_at",
        )  # fmt: skip


class WriteRemark(StrictSerializer):
    """Which slot, and what was done."""

    schedule = ScheduleNumber(help_text="`BK-12`")
    slot = Instant(help_text="Of an occasional tier the end of the run.")
    words = serializers.CharField()
    reason = serializers.CharField(
        required=False, allow_blank=True, help_text="One of the tier's reasons for a miss, such as `resources`."
    )


class RemarkFilters(FilterSet):
    schedule = ScheduleFilter()
    account = AccountFilter(field_name="schedule__server__account")
    server = WordFilter(field_name="schedule__server__hostname", lookup_expr="iexact")
    since = InstantFilter(field_name="slot_at", lookup_expr="gte")
    until = InstantFilter(field_name="slot_at", lookup_expr="lt")
    reason = WordFilter()


class RemarkViewSet(RoleFirst, VisibleViewSet):
    """Remarks, the newest first. They are written once; there may be several about a slot."""

    model = Remark
    serializer_class = RemarkSerializer
    takes, creates = WriteRemark, staticmethod(slot_remark)
    verb = REMARK
    filterset_class = RemarkFilters
    orderings = {"id": Ordering.by("id")}
    default_ordering = "-id"

    def related(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.select_related("schedule__server__account", "written_by")
