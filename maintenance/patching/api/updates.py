"""`/patching/updates/`: what servers lack, as their own tools said."""

from typing import Any

from django.db.models import QuerySet
from django_filters import FilterSet
from rest_framework import serializers

from hostops.accounts.api.filters import AccountFilter
from hostops.api.fields import Instant
from hostops.api.filters import WordFilter, YesNoFilter
from hostops.api.keyset import Ordering
from hostops.api.resources import VisibleViewSet
from maintenance.patching.models import Update


class UpdateSerializer(serializers.ModelSerializer[Update]):
    """`release` is the version that is lacking; `gone_at` is when it was no more."""

    server = serializers.CharField(source="server.hostname")
    server_id = serializers.IntegerField()
    account = serializers.CharField(source="server.account.slug")
    installed = serializers.CharField(help_text="Empty where the tool does not say.")
    origin = serializers.CharField(help_text="The suite or the repository.")
    release = serializers.CharField(source="release.number")
    heard_at, gone_at = Instant(), Instant(allow_null=True)

    class Meta:
        model = Update
        fields = (
            "id", "server", "server_id", "account", "package", "installed", "candidate", "origin", "security",
            "release", "heard_at", "gone_at",
        )  # fmt: skip


class UpdateFilters(FilterSet):
    server = WordFilter(field_name="server__hostname", lookup_expr="iexact")
    account = AccountFilter(field_name="server__account")
    package = WordFilter()
    security = YesNoFilter()
    lacking = YesNoFilter(field_name="gone_at", lookup_expr="isnull")
    cve = WordFilter(field_name="release__fixes__cve", lookup_expr="iexact")


class UpdateViewSet(VisibleViewSet):
    """Updates, the latest heard first; `lacking=true` are those that are not installed yet."""

    model = Update
    serializer_class = UpdateSerializer
    filterset_class = UpdateFilters
    orderings = {"id": Ordering.by("id")}
    default_ordering = "-id"

    def related(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.select_related("server__account", "release")
