"""What the REST face shows of a year plan."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from hostops.api.fields import Instant
from hostops.clocks.businesstime.wall import local_date, zone_named
from hostops.lib.now import now
from maintenance.actions.year_plans import entries_now
from maintenance.models import PlanAcknowledgement, Window, YearPlan
from maintenance.states import State
from maintenance.yearlook import Looked, look
from maintenance.yearterms import joined_since, scope_named, year_terms

_STAFF_ALONE = ("rule", "scope", "word")


class PlanDateSerializer(serializers.ModelSerializer[Window]):
    """One window of the plan. `month` is that of its start in the plan's zone."""

    window = serializers.CharField(source="number")
    month = serializers.SerializerMethodField()
    starts_at, ends_at = Instant(), Instant()

    class Meta:
        model = Window
        fields = ("window", "month", "kind", "title", "starts_at", "ends_at", "state", "decision")

    @extend_schema_field(OpenApiTypes.INT)
    def get_month(self, window: Window) -> int:
        return local_date(window.starts_at, zone_named(window.timezone)).month


class PlanAcknowledgementSerializer(serializers.ModelSerializer[PlanAcknowledgement]):
    account = serializers.CharField(source="account.slug")
    told_at, acknowledged_at = Instant(), Instant(allow_null=True)

    class Meta:
        model = PlanAcknowledgement
        fields = ("account", "told_at", "acknowledged_at")


class PlanFaultSerializer(serializers.Serializer[Any]):
    """What breaks a rule; `month` is null for the whole plan, `date` the place among the dates."""

    month = serializers.IntegerField(allow_null=True)
    date = serializers.IntegerField(source="entry", allow_null=True)
    clause, detail = serializers.CharField(), serializers.CharField()


class PlanWarningSerializer(serializers.Serializer[Any]):
    """What is unwise: a window, an event or a backup at the same time, a notice that is too late, a clock change."""

    month = serializers.IntegerField()
    date = serializers.IntegerField(source="entry", help_text="its place among the dates")
    kind, reference, detail = serializers.CharField(), serializers.CharField(), serializers.CharField()
    needs_word = serializers.BooleanField(help_text="publishing needs a word on it")
    starts_at, ends_at = Instant(allow_null=True), Instant(allow_null=True)


class PlanPolicySerializer(serializers.Serializer[Any]):
    id = serializers.CharField(source="policy.slug")
    version = serializers.IntegerField(source="number")


class PlanSerializer(serializers.ModelSerializer[YearPlan]):
    """A plan as lists have it. Customers are shown neither rule, scope nor word."""

    policy = PlanPolicySerializer(source="policy_version", allow_null=True, help_text="whose rule of years it keeps")
    dates = serializers.SerializerMethodField()
    acknowledgements = PlanAcknowledgementSerializer(many=True)
    published_at = Instant(allow_null=True)
    rule = serializers.DictField(required=False)
    scope = serializers.DictField(required=False)
    word = serializers.CharField(required=False)

    class Meta:
        model = YearPlan
        fields = (
            "year", "title", "timezone", "state", "policy", "dates", "acknowledgements", "published_at",
            "rule", "scope", "word",
        )  # fmt: skip

    @extend_schema_field(PlanDateSerializer(many=True))
    def get_dates(self, plan: YearPlan) -> list[dict[str, Any]]:
        windows = [window for window in plan.windows.all() if window.state != State.CANCELLED]
        ordered = sorted(windows, key=lambda window: (window.starts_at, window.pk))
        return list(PlanDateSerializer(ordered, many=True).data)

    def to_representation(self, plan: YearPlan) -> dict[str, Any]:
        shown = super().to_representation(plan)
        if not self.is_for_staff:
            for name in _STAFF_ALONE:
                shown.pop(name)
        return shown

    @property
    def is_for_staff(self) -> bool:
        return bool(self.context["request"].user.is_staff_member)


class PlanSeenSerializer(PlanSerializer):
    """One plan, with what staff should know of it: faults by the policies of today, warnings, who is left out."""

    # Not `read_only`: the document would promise these to customers too.
    faults = PlanFaultSerializer(many=True, required=False)
    warnings = PlanWarningSerializer(many=True, required=False)
    left_out = serializers.ListField(
        child=serializers.CharField(),
        required=False,
        help_text="accounts in its scope whose policy plans no years",
    )
    joined = serializers.ListField(
        child=serializers.CharField(),
        required=False,
        help_text="accounts that came into its scope since it was published, and were not sent it",
    )

    class Meta(PlanSerializer.Meta):
        fields = (*PlanSerializer.Meta.fields, "faults", "warnings", "left_out", "joined")  # type: ignore[assignment]

    def to_representation(self, plan: YearPlan) -> dict[str, Any]:
        shown = super().to_representation(plan)
        if self.is_for_staff:
            terms = year_terms(scope_named(plan.scope), now())
            seen = look(plan.year, plan.timezone, entries_now(plan), terms, now(), plan)
            named = {"left_out": terms.left_out, "joined": joined_since(plan, terms)}
            shown |= _looked_shown(seen)
            shown |= {name: [account.slug for account in accounts] for name, accounts in named.items()}
        return shown


def _looked_shown(seen: Looked) -> dict[str, Any]:
    return {
        "faults": PlanFaultSerializer(seen.faults, many=True).data,
        "warnings": PlanWarningSerializer(seen.warnings, many=True).data,
    }


class PlanEntrySerializer(serializers.Serializer[Any]):
    kind = serializers.CharField()
    starts_at, ends_at = Instant(), Instant()


class PlanLookSerializer(serializers.Serializer[Any]):
    """What a plan would be, and what is wrong or unwise about it."""

    dates = PlanEntrySerializer(many=True)
    faults = PlanFaultSerializer(many=True)
    warnings = PlanWarningSerializer(many=True)
