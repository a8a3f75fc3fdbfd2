"""`/security/labour/`: what was worked on correcting maintained code, line by line."""

from typing import Any

from django.db.models import QuerySet
from django_filters import FilterSet
from rest_framework import serializers

from hostops.accounts.api.filters import AccountFilter
from hostops.accounts.api.rolefirst import RoleFirst
from hostops.api.fields import Instant
from hostops.api.filters import InstantFilter, YesNoFilter
from hostops.api.keyset import Ordering
from hostops.api.resources import ActionView, VisibleViewSet
from maintenance.api.fields import DowntimeField
from maintenance.security import actions
from maintenance.security.actions.labour import WITHDRAW
from maintenance.security.api.fields import person_name
from maintenance.security.api.taken import WithReason
from maintenance.security.models import Labour
from maintenance.security.querysets import fees_seen


class LabourSerializer(serializers.ModelSerializer[Labour]):
    number = serializers.CharField(read_only=True, help_text="`LB-9`")
    response = serializers.CharField(source="response.number")
    account = serializers.CharField(source="code.account.slug")
    code = serializers.CharField(source="code.number")
    worked_by = person_name("worked_by")
    worked_at, recorded_at, withdrawn_at = Instant(), Instant(), Instant(allow_null=True)
    time = DowntimeField(source="seconds", read_only=True, help_text="What was worked.")
    billed = serializers.SerializerMethodField(
        help_text="What is billed; null to whoever does not see fees, or unpriced."
    )
    hourly = serializers.SerializerMethodField(help_text="In `currency`, for an hour.")
    amount = serializers.SerializerMethodField(help_text="What the line comes to.")

    class Meta:
        model = Labour
        fields = (
            "id", "number", "response", "account", "code", "worked_by", "worked_at", "time", "description", "billed",
            "hourly", "amount", "currency", "clause", "recorded_at", "withdrawn_at", "withdrawn_reason", "version",
        )  # fmt: skip

    def get_billed(self, labour: Labour) -> str | None:
        seconds = labour.billed_seconds
        return DowntimeField().to_representation(seconds) if self._sees_fees() and seconds is not None else None

    def get_hourly(self, labour: Labour) -> str | None:
        return str(labour.hourly) if self._sees_fees() and labour.hourly is not None else None

    def get_amount(self, labour: Labour) -> str | None:
        return str(labour.amount) if self._sees_fees() and labour.amount is not None else None

    def _sees_fees(self) -> bool:
        return fees_seen(self.context["request"].user)


class LabourFilters(FilterSet):
    account = AccountFilter(field_name="code__account")
    since = InstantFilter(field_name="worked_at", lookup_expr="gte")
    until = InstantFilter(field_name="worked_at", lookup_expr="lt")
    withdrawn = YesNoFilter(method="by_standing")

    def by_standing(self, rows: QuerySet[Labour], _: str, wanted: bool) -> QuerySet[Labour]:
        return rows.filter(withdrawn_at__isnull=not wanted)


class _Labour(RoleFirst):
    model, serializer_class, verb = Labour, LabourSerializer, WITHDRAW

    def related(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.select_related("response", "code__account", "worked_by")


class LabourViewSet(_Labour, VisibleViewSet):
    """Labour on maintained code, line by line. What it costs is the account holder's to see, and staff's."""

    filterset_class = LabourFilters
    orderings = {"worked_at": Ordering.by("worked_at"), "id": Ordering.by("id")}
    default_ordering = "-worked_at"


class LabourWithdraw(_Labour, ActionView):
    """Take a line back; the record stays."""

    takes, calls, named = WithReason, staticmethod(actions.labour_withdraw), "labour"
