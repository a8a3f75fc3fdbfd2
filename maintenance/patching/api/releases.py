"""`/patching/releases/`: what vendors published, of platforms and of packages."""

from typing import Any

from django.db.models import QuerySet
from django_filters import FilterSet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from hostops.accounts.api.rolefirst import RoleFirst
from hostops.api.fields import Instant
from hostops.api.filters import AnyOfFilter, InstantFilter, WordFilter, YesNoFilter
from hostops.api.keyset import Ordering
from hostops.api.resources import ActionView, VisibleViewSet
from hostops.api.serializers import StrictSerializer
from maintenance.patching.actions.releasing import MOST_CVES, release_record, release_withdraw
from maintenance.patching.feedroles import RECORD, WITHDRAW
from maintenance.patching.models import Release, Source


class PatchReleaseSerializer(serializers.ModelSerializer[Release]):
    number = serializers.CharField(read_only=True, help_text="`RL-5`")
    package = serializers.CharField(help_text="Empty: the platform as a whole.")
    kind = serializers.ChoiceField(choices=Release.Kind.choices)
    released_at, recorded_at = Instant(), Instant(help_text="When it was first heard of here.")
    withdrawn_at = Instant(allow_null=True)
    cves = serializers.SerializerMethodField(help_text="The vulnerabilities that it is known to mend.")

    class Meta:
        model = Release
        fields = (
            "id", "number", "platform", "package", "release_version", "kind", "security", "released_at", "title", "url",
            "cves", "source", "recorded_at", "withdrawn_at", "withdrawn_reason", "version",
        )  # fmt: skip

    def get_fields(self) -> dict[str, Any]:
        # every serializer has a `source` of its own, which a class body would hide
        return {**super().get_fields(), "source": serializers.ChoiceField(choices=Source.choices)}

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_cves(self, release: Release) -> list[str]:
        return [fix.cve for fix in release.fixes.all()]


class RecordRelease(StrictSerializer):
    """A version that was published: of which platform, and when."""

    platform = serializers.CharField(help_text="By its name in the policy, such as `powervs`.")
    package = serializers.CharField(required=False, allow_blank=True, help_text="Leave it out for a whole platform.")
    release_version = serializers.CharField(help_text="What can be put in order with others, such as `R81.20`.")
    kind = serializers.ChoiceField(choices=Release.Kind.choices, required=False)
    security = serializers.BooleanField(required=False)
    released_at = Instant(help_text="When the vendor published it; not in the future.")
    title = serializers.CharField(required=False, allow_blank=True)
    url = serializers.CharField(required=False, allow_blank=True)
    cves = serializers.ListField(
        child=serializers.CharField(), required=False, max_length=MOST_CVES, help_text="Makes it a security release."
    )


class WithdrawRelease(StrictSerializer):
    reason = serializers.CharField(help_text="What the vendor says of it.")


class ReleaseFilters(FilterSet):
    platform = WordFilter()
    package = WordFilter()
    kind = AnyOfFilter(Release.Kind.values)
    security = YesNoFilter()
    source = AnyOfFilter(Source.values)
    cve = WordFilter(field_name="fixes__cve", lookup_expr="iexact")
    withdrawn = YesNoFilter(field_name="withdrawn_at", lookup_expr="isnull", exclude=True)
    since = InstantFilter(field_name="released_at", lookup_expr="gte")
    until = InstantFilter(field_name="released_at", lookup_expr="lt")


class _Releases(RoleFirst):
    model = Release
    serializer_class = PatchReleaseSerializer
    verb = RECORD

    def related(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.prefetch_related("fixes")


def _recorded(**values: Any) -> Release:
    return release_record(source=Source.REST, **values)


class ReleaseViewSet(_Releases, VisibleViewSet):
    """Releases, the latest published first. A `POST` records one, and what it makes owed begins to count."""

    takes, creates = RecordRelease, staticmethod(_recorded)
    filterset_class = ReleaseFilters
    orderings = {"released_at": Ordering.by("released_at"), "id": Ordering.by("id")}
    default_ordering = "-released_at"


class ReleaseWithdraw(_Releases, ActionView):
    """The vendor took it back: nothing is owed of it any more."""

    verb = WITHDRAW
    takes, calls = WithdrawRelease, staticmethod(release_withdraw)
