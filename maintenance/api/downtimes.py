"""`/downtimes/`: when servers were down. What is written stays; a correction is an entry of its own."""

from http import HTTPStatus
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django_filters import FilterSet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.response import Response

from hostops.accounts.api.filters import AccountFilter
from hostops.accounts.api.rolefirst import RoleFirst
from hostops.api.fields import Instant
from hostops.api.filters import AnyOfFilter, InstantFilter, WordFilter, YesNoFilter
from hostops.api.keyset import Ordering
from hostops.api.resources import ActionView, VisibleViewSet
from hostops.api.serializers import StrictSerializer
from maintenance.actions import downtimes, exclusions
from maintenance.api.months import MonthFilter
from maintenance.api.named import AccountName, CaseNumber, WindowNumber, server_in
from maintenance.models import Downtime, Source

_NONE: dict[str, Any] = {"default": None, "allow_null": True}


class DowntimeSerializer(serializers.ModelSerializer[Downtime]):
    server = serializers.CharField(source="server.hostname")
    account = serializers.CharField(source="server.account.slug")
    starts_at, ends_at = Instant(), Instant(allow_null=True, help_text="Null while it goes on.")
    window = serializers.CharField(source="window.number", **_NONE)
    case = serializers.CharField(source="case.reference", **_NONE)
    exclusion = serializers.CharField(help_text="The cause by which it is not to count; empty for none.")
    approved_by = serializers.CharField(source="approved_by.username", **_NONE)
    approved_at = Instant(allow_null=True, help_text="Until then an exclusion is only asked for, and it counts.")
    corrects = serializers.IntegerField(
        source="corrects_id", allow_null=True, help_text="The entry it takes the place of."
    )
    corrected_by = serializers.SerializerMethodField(help_text="The entry that took its place; null where it holds.")
    recorded_by = serializers.CharField(source="recorded_by.username", **_NONE)
    recorded_at = Instant()

    class Meta:
        model = Downtime
        fields = (
            "id", "server", "account", "starts_at", "ends_at", "cause", "source", "window", "case", "exclusion",
            "exclusion_reason", "approved_by", "approved_at", "corrects", "corrected_by", "withdrawn", "reason",
            "recorded_by", "recorded_at",
        )  # fmt: skip

    @extend_schema_field(serializers.IntegerField(allow_null=True))
    def get_corrected_by(self, row: Downtime) -> int | None:
        later = getattr(row, "corrected_by", None)
        return later.pk if later else None


class RecordDowntime(StrictSerializer):
    """Which server, from when to when, and what it was."""

    server = serializers.CharField(help_text="The hostname.")
    account = AccountName(required=False, help_text="Where several accounts have a server of this name.")
    starts_at = Instant()
    ends_at = Instant(required=False, allow_null=True, help_text="Null while it goes on.")
    cause = serializers.CharField()
    window = WindowNumber(required=False, help_text="`SW-12`, for source `window`.")
    case = CaseNumber(required=False, help_text="`HC-1042`, for source `case`.")

    def get_fields(self) -> dict[str, Any]:
        # every serializer has a `source` of its own, which a class body would hide
        return {**super().get_fields(), "source": serializers.ChoiceField(choices=Source.choices, required=False)}

    def validate(self, attrs: dict[str, Any]) -> Any:
        try:
            server = server_in(self.context["request"].user, attrs["server"], attrs.pop("account", None))
        except serializers.ValidationError as error:
            raise serializers.ValidationError({"server": error.detail}) from None
        return {**attrs, "server": server}


class CorrectDowntime(StrictSerializer):
    """What is to be otherwise, and why; what is not given stays."""

    starts_at = Instant(required=False)
    ends_at = Instant(required=False, allow_null=True, help_text="Null while it goes on.")
    cause = serializers.CharField(required=False)
    withdrawn = serializers.BooleanField(required=False, help_text="There was no such downtime.")
    reason = serializers.CharField()


class ExcludeDowntime(StrictSerializer):
    """By which cause of the policy it is not to count, and why."""

    exclusion = serializers.CharField(help_text="A name of the policy's, such as `force_majeure`.")
    reason = serializers.CharField()


class ApproveExclusion(StrictSerializer):
    """What the journal keeps of why."""

    note = serializers.CharField(required=False, allow_blank=True)


class RefuseExclusion(StrictSerializer):
    """Why it counts."""

    reason = serializers.CharField()


class DowntimeFilters(FilterSet):
    server = WordFilter(field_name="server__hostname", lookup_expr="iexact")
    account = AccountFilter(field_name="server__account")
    month = MonthFilter(method="in_month", help_text="`2026-10`: what lies in it, in part or whole, counted in UTC.")
    since = InstantFilter(method="after")
    until = InstantFilter(field_name="starts_at", lookup_expr="lt")
    source = AnyOfFilter(Source.values)
    exclusion = WordFilter()
    approved = YesNoFilter(method="by_approval")
    current = YesNoFilter(method="by_standing")

    def in_month(self, rows: Any, _: str, month: Any) -> QuerySet[Downtime]:
        found: QuerySet[Downtime] = rows.in_month(month, ZoneInfo("UTC"))
        return found

    def after(self, rows: Any, _: str, instant: Any) -> QuerySet[Downtime]:
        found: QuerySet[Downtime] = rows.ending_after(instant)
        return found

    def by_approval(self, rows: QuerySet[Downtime], _: str, wanted: bool) -> QuerySet[Downtime]:
        return rows.exclude(exclusion="").filter(approved_at__isnull=not wanted)

    def by_standing(self, rows: Any, _: str, wanted: bool) -> QuerySet[Downtime]:
        found: QuerySet[Downtime] = rows.current() if wanted else rows.exclude(corrected_by=None, withdrawn=False)
        return found


class _Downtimes(RoleFirst):
    model = Downtime
    serializer_class = DowntimeSerializer
    verb = downtimes.RECORD

    def related(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.select_related(
            "server__account", "server__contract", "window", "case", "approved_by", "recorded_by", "corrected_by"
        )


class DowntimeViewSet(_Downtimes, VisibleViewSet):
    """Downtimes, the newest first; `current=true` leaves out what was corrected or taken back."""

    takes, creates = RecordDowntime, staticmethod(downtimes.downtime_record)
    filterset_class = DowntimeFilters
    orderings = {"starts_at": Ordering.by("starts_at"), "id": Ordering.by("id")}
    default_ordering = "-starts_at"


class _Step(_Downtimes, ActionView):
    """An action that answers with the new entry, and where it is."""

    named = "downtime"
    status_code: ClassVar[int] = HTTPStatus.CREATED

    def answer(self, thing: Any, result: Any) -> Response:
        below = self.request.path.split(f"/{thing.pk}/")[0]
        where = self.request.build_absolute_uri(f"{below}/{result.pk}/")
        return self.shown(self.seen_again(result), self.status_code, Location=where)


class DowntimeCorrect(_Step):
    """Write a new entry in the place of this one; closed months that it touches get a revision."""

    takes, calls = CorrectDowntime, staticmethod(downtimes.downtime_correct)


class DowntimeExclude(_Step):
    """Ask that it not count, by a cause of the policy that bound then; a manager's own asking approves it."""

    takes, calls = ExcludeDowntime, staticmethod(exclusions.downtime_exclude)


class ExclusionApprove(_Step):
    """Approve the exclusion that was asked for: it does not count any more."""

    verb = downtimes.APPROVE
    takes, calls = ApproveExclusion, staticmethod(exclusions.exclusion_approve)


class ExclusionRefuse(_Step):
    """Refuse the exclusion that was asked for, or end an approved one: it counts."""

    verb = downtimes.APPROVE
    takes, calls = RefuseExclusion, staticmethod(exclusions.exclusion_refuse)
