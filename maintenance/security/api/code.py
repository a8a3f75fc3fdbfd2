"""`/security/code/`: customers' own code, maintained or not."""

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
from maintenance.api.named import AccountName, server_in
from maintenance.security import actions
from maintenance.security.actions.change import NAME_LONGEST
from maintenance.security.actions.code import SITE_LONGEST, WRITE
from maintenance.security.api.taken import WithReason
from maintenance.security.models import CustomCode


class CodeSerializer(serializers.ModelSerializer[CustomCode]):
    number = serializers.CharField(read_only=True, help_text="`CC-3`")
    account = serializers.CharField(source="account.slug")
    server = serializers.CharField(source="server.hostname", default=None, allow_null=True)
    registered_at, retired_at = Instant(), Instant(allow_null=True)

    class Meta:
        model = CustomCode
        fields = (
            "id", "number", "account", "name", "server", "site", "maintained", "note", "registered_at", "retired_at",
            "version",
        )  # fmt: skip


class _OnServer(StrictSerializer):
    """`server` is looked up among the account's."""

    def whose(self, attrs: dict[str, Any]) -> Any:
        """Whose server is meant."""
        return attrs.get("account")

    def validate(self, attrs: dict[str, Any]) -> Any:
        if attrs.get("server"):
            try:
                attrs["server"] = server_in(self.context["request"].user, attrs["server"], self.whose(attrs))
            except serializers.ValidationError as error:
                raise serializers.ValidationError({"server": error.detail}) from None
        return attrs


class RegisterCode(_OnServer):
    """Whose it is, what it is called, and whether it is under maintenance."""

    account = AccountName()
    name = serializers.CharField(max_length=NAME_LONGEST)
    maintained = serializers.BooleanField(help_text="Under the provider's code maintenance.")
    server = serializers.CharField(required=False, allow_null=True, help_text="The hostname.")
    site = serializers.CharField(required=False, allow_blank=True, max_length=SITE_LONGEST)
    note = serializers.CharField(required=False, allow_blank=True)


class ChangeCode(_OnServer):
    """What is to be otherwise, and why; the rest stays."""

    name = serializers.CharField(required=False, max_length=NAME_LONGEST)
    maintained = serializers.BooleanField(required=False)
    server = serializers.CharField(required=False, allow_null=True, help_text="The hostname; null: on none.")
    site = serializers.CharField(required=False, allow_blank=True, max_length=SITE_LONGEST)
    note = serializers.CharField(required=False, allow_blank=True)
    reason = serializers.CharField()

    def whose(self, attrs: dict[str, Any]) -> Any:
        return self.context["view"].get_object().account


class CodeFilters(FilterSet):
    account = AccountFilter(field_name="account")
    maintained = YesNoFilter(field_name="maintained")
    retired = YesNoFilter(method="by_retirement")

    def by_retirement(self, rows: QuerySet[CustomCode], _: str, wanted: bool) -> QuerySet[CustomCode]:
        return rows.filter(retired_at__isnull=not wanted)


class _Code(RoleFirst):
    model, serializer_class, verb = CustomCode, CodeSerializer, WRITE

    def related(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.select_related("account", "server")


class CodeViewSet(_Code, VisibleViewSet):
    """Customers' own code, as its accounts and staff see it."""

    takes, creates = RegisterCode, staticmethod(actions.code_register)
    filterset_class = CodeFilters
    orderings = {"id": Ordering.by("id")}


class CodeChange(_Code, ActionView):
    """Change what is given; what was billed stays."""

    takes, calls, named = ChangeCode, staticmethod(actions.code_change), "code"


class CodeRetire(_Code, ActionView):
    """It is on no server any more."""

    takes, calls, named = WithReason, staticmethod(actions.code_retire), "code"
