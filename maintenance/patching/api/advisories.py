"""`/patching/advisories/` and `/patching/exploited/`: what is known of vulnerabilities."""

from typing import Any

from django.db.models import QuerySet
from django_filters import FilterSet
from rest_framework import serializers

from hostops.api.fields import Instant
from hostops.api.filters import AnyOfFilter, InstantFilter, WordFilter, YesNoFilter
from hostops.api.keyset import Ordering
from hostops.api.resources import VisibleViewSet
from maintenance.patching.models import Advisory, AdvisoryFix, Exploited, Source

_SOURCES = (Source.CSAF, Source.OSV, Source.DNF)


class FixSerializer(serializers.ModelSerializer[AdvisoryFix]):
    fixed_version = serializers.CharField(help_text="Empty: none mends it yet.")

    class Meta:
        model = AdvisoryFix
        fields = ("ecosystem", "package", "fixed_version")


class AdvisorySerializer(serializers.ModelSerializer[Advisory]):
    severity = serializers.CharField(help_text="In the words of its source.")
    cves = serializers.ListField(child=serializers.CharField())
    published_at, modified_at, read_at = Instant(), Instant(), Instant()
    withdrawn_at = Instant(allow_null=True)
    fixes = FixSerializer(many=True)

    class Meta:
        model = Advisory
        fields = (
            "id", "source", "identifier", "title", "summary", "severity", "cves", "url", "published_at", "modified_at",
            "withdrawn_at", "read_at", "fixes",
        )  # fmt: skip

    def get_fields(self) -> dict[str, Any]:
        return {**super().get_fields(), "source": serializers.ChoiceField(choices=Source.choices)}


class AdvisoryFilters(FilterSet):
    source = AnyOfFilter(_SOURCES)
    identifier = WordFilter(lookup_expr="iexact")
    package = WordFilter(method="by_package")
    cve = WordFilter(method="by_cve")
    since = InstantFilter(field_name="published_at", lookup_expr="gte")
    until = InstantFilter(field_name="published_at", lookup_expr="lt")

    def by_package(self, rows: QuerySet[Advisory], _: str, name: str) -> QuerySet[Advisory]:
        return rows.filter(pk__in=AdvisoryFix.objects.filter(package=name).values("advisory"))

    def by_cve(self, rows: QuerySet[Advisory], _: str, name: str) -> QuerySet[Advisory]:
        return rows.filter(cves__contains=[name.upper()])


class AdvisoryViewSet(VisibleViewSet):
    """Advisories as they were last read, the latest published first."""

    model = Advisory
    serializer_class = AdvisorySerializer
    filterset_class = AdvisoryFilters
    orderings = {"published_at": Ordering.by("published_at"), "id": Ordering.by("id")}
    default_ordering = "-published_at"

    def related(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.prefetch_related("fixes")


class ExploitedSerializer(serializers.ModelSerializer[Exploited]):
    due_on = serializers.DateField(help_text="The last day to mend it, in the zone of the policy.")
    cwes = serializers.ListField(child=serializers.CharField())
    heard_at = Instant()
    removed_at = Instant(allow_null=True, help_text="When the catalogue no longer had it.")

    class Meta:
        model = Exploited
        fields = (
            "id", "cve", "vendor", "product", "name", "description", "required_action", "added_on", "due_on",
            "ransomware", "notes", "cwes", "heard_at", "removed_at",
        )  # fmt: skip


class ExploitedFilters(FilterSet):
    cve = WordFilter(lookup_expr="iexact")
    vendor = WordFilter(lookup_expr="iexact")
    product = WordFilter(lookup_expr="iexact")
    ransomware = YesNoFilter()
    listed = YesNoFilter(field_name="removed_at", lookup_expr="isnull")


class ExploitedViewSet(VisibleViewSet):
    """Vulnerabilities known to be exploited, the latest added first."""

    model = Exploited
    serializer_class = ExploitedSerializer
    filterset_class = ExploitedFilters
    orderings = {"added_on": Ordering.by("added_on"), "due_on": Ordering.by("due_on"), "id": Ordering.by("id")}
    default_ordering = "-added_on"
