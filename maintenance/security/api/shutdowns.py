"""`/security/shutdowns/`: sites shut down for a risk in code that nobody maintains."""

from typing import Any

from django.db.models import QuerySet
from django_filters import FilterSet
from rest_framework import serializers

from hostops.accounts.api.filters import AccountFilter
from hostops.accounts.api.rolefirst import RoleFirst
from hostops.api.fields import Instant
from hostops.api.filters import YesNoFilter
from hostops.api.keyset import Ordering
from hostops.api.resources import ActionView, VisibleViewSet
from hostops.api.serializers import StrictSerializer
from maintenance.security import actions
from maintenance.security.actions.shutdowns import ANSWER, LIFT
from maintenance.security.api.fields import person_name
from maintenance.security.api.taken import WithReason
from maintenance.security.models import Shutdown


class ShutdownSerializer(serializers.ModelSerializer[Shutdown]):
    number = serializers.CharField(read_only=True, help_text="`SD-2`")
    response = serializers.CharField(source="response.number")
    account = serializers.CharField(source="code.account.slug")
    code = serializers.CharField(source="code.number")
    shut_by, answered_by, lifted_by = person_name("shut_by"), person_name("answered_by"), person_name("lifted_by")
    shut_at, answered_at, lifted_at = Instant(), Instant(allow_null=True), Instant(allow_null=True)

    class Meta:
        model = Shutdown
        fields = (
            "id", "number", "response", "account", "code", "reason", "clause", "shut_by", "shut_at", "answer",
            "answered_by", "answered_at", "lifted_by", "lifted_at", "lifted_reason", "version",
        )  # fmt: skip


class AnswerShutdown(StrictSerializer):
    """What is done about the risk."""

    answer = serializers.CharField()


class ShutdownFilters(FilterSet):
    account = AccountFilter(field_name="code__account")
    standing = YesNoFilter(method="by_standing")

    def by_standing(self, rows: QuerySet[Shutdown], _: str, wanted: bool) -> QuerySet[Shutdown]:
        return rows.filter(lifted_at__isnull=wanted)


class _Shutdowns(RoleFirst):
    model, serializer_class, verb = Shutdown, ShutdownSerializer, LIFT

    def related(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.select_related("response", "code__account", "shut_by", "answered_by", "lifted_by")


class ShutdownViewSet(_Shutdowns, VisibleViewSet):
    """Sites shut down for a risk in code that nobody maintains."""

    filterset_class = ShutdownFilters
    orderings = {"shut_at": Ordering.by("shut_at"), "id": Ordering.by("id")}
    default_ordering = "-shut_at"


class ShutdownAnswer(_Shutdowns, ActionView):
    """Say what is done about the risk; where the policy says so, the shutdown is lifted with it."""

    verb = ANSWER
    takes, calls, named = AnswerShutdown, staticmethod(actions.shutdown_answer), "shutdown"


class ShutdownLift(_Shutdowns, ActionView):
    """Let the site serve again; the account is told."""

    takes, calls, named = WithReason, staticmethod(actions.shutdown_lift), "shutdown"
