"""`/backups/expirable/`: the copies that may go now, for the tool that removes them, and what it tells of them."""

from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from backups.actions.expiring import EXPIRE, Gone, Outcome, copies_gone
from backups.models import Run
from backups.narrowing import OfFewSchedules
from backups.needing import needed_by
from hostops.accounts.api.filters import AccountFilter
from hostops.accounts.models import Server
from hostops.accounts.roles import require
from hostops.api.fields import Instant
from hostops.api.filters import WordFilter
from hostops.api.keyset import Ordering
from hostops.api.resources import VisibleViewSet, pointing_at
from hostops.api.serializers import StrictSerializer
from hostops.api.views import ApiView
from hostops.lib.now import now

_MOST, _LARGEST = 1_000, 2**63 - 1
_DETAILS = {
    "expired": "Its time was over; the copy is on record as gone.",
    "early": "It went before its time: an alert is raised.",
    "held": "It went while a hold kept it: an alert is raised.",
    "known": "That it is gone was known.",
    "no_copy": "That run left no copy.",
    "unknown": "There is no such copy, or none that you may see.",
}


class ExpirableCopySerializer(serializers.ModelSerializer[Run]):
    server = serializers.CharField(source="schedule.server.hostname")
    account = serializers.CharField(source="schedule.server.account.slug")
    tier = serializers.CharField(source="schedule.tier")
    schedule = serializers.CharField(source="schedule.number", help_text="`BK-12`.")
    finished_at, expires_at = Instant(), Instant()
    needed_by = serializers.ListField(
        child=serializers.IntegerField(), help_text="Copies that are still kept and cannot be restored without it."
    )

    class Meta:
        model = Run
        fields = (
            "id", "schedule", "server", "account", "tier", "external_id", "tool", "bytes", "finished_at", "expires_at",
            "needed_by",
        )  # fmt: skip


class ExpirableFilters(OfFewSchedules):
    server = WordFilter(field_name="schedule__server__hostname", lookup_expr="iexact")
    account = AccountFilter(field_name="schedule__server__account")
    tier = WordFilter(field_name="schedule__tier")
    tool = WordFilter()


class ExpirableViewSet(VisibleViewSet):
    """Copies whose retention is over and that nothing holds, those longest over first.

    `needed_by` names what is still kept and builds on the copy: it may go by the policy, and with
    it goes what can be restored from them. Tell what was removed by `POST /backups/expirable/report/`.
    """

    model, serializer_class, filterset_class = Run, ExpirableCopySerializer, ExpirableFilters
    orderings = {"expires_at": Ordering.by("expires_at")}

    def related(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        rows: Any = queryset
        found: QuerySet[Any] = rows.expirable(now()).select_related("schedule__server__account")
        return found

    def paginate_queryset(self, queryset: Any) -> Any:
        page = super().paginate_queryset(queryset)
        needed = needed_by(page or [], now())
        for run in page or []:
            run.needed_by = needed.get(run.pk, [])
        return page


class GoneSerializer(StrictSerializer):
    """A copy by the id that the list gave, or by the tool's own name with `server` beside the list."""

    id = serializers.IntegerField(required=False, min_value=1, max_value=_LARGEST)
    external_id = serializers.CharField(required=False, max_length=200, trim_whitespace=False)
    deleted_at = Instant(required=False, help_text="When the tool removed it; now where it is left out.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("id" in attrs) is ("external_id" in attrs):
            raise serializers.ValidationError({"id": ["Give id or external_id, one of them."]})
        return attrs


class GoneReportSerializer(StrictSerializer):
    """The copies that were removed; `server`, and `tier` to narrow it, say whose names `external_id` are."""

    server = serializers.CharField(required=False, help_text="The hostname.")
    account = serializers.CharField(required=False, help_text="Where several accounts have a server of this name.")
    tier = serializers.CharField(required=False)
    copies = GoneSerializer(many=True, max_length=_MOST, allow_empty=False)  # type: ignore[call-arg]

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        by_name = any("external_id" in copy for copy in attrs["copies"])
        if by_name and "server" not in attrs:
            raise serializers.ValidationError({"server": ["Name the server whose copies these are."]})
        reader = self.context["request"].user
        server = server_meant(reader, attrs) if "server" in attrs else None
        return {"gone": _gone(reader, server, attrs.get("tier"), attrs["copies"])}


def server_meant(reader: Any, asked: dict[str, Any]) -> Server:
    """The one server called `server`, of `account` where that is given; ValidationError for none or several."""
    visible = Server.objects.visible_to(reader).filter(hostname__iexact=asked["server"])
    if "account" in asked:
        visible = visible.filter(account__slug=asked["account"])
    found = list(visible[:2])
    if len(found) != 1:
        several = "Several accounts have a server of this name; name the account too."
        raise serializers.ValidationError(
            {"server": [several if found else "There is no such server that you may see."]}
        )
    return found[0]


def _gone(reader: Any, server: Server | None, tier: str | None, copies: list[dict[str, Any]]) -> list[Gone]:
    names = [copy["external_id"] for copy in copies if "external_id" in copy]
    known = runs_by_name(reader, server, tier, names) if server and names else {}
    return [Gone(copy.get("id") or known.get(copy.get("external_id", "")), copy.get("deleted_at")) for copy in copies]


def runs_by_name(reader: Any, server: Server, tier: str | None, names: list[str]) -> dict[str, int]:
    """By the tool's name, the run of the server (and tier) that left the copy."""
    of_tier = Q(schedule__tier=tier) if tier else Q()
    runs = Run.objects.visible_to(reader).filter(of_tier, schedule__server=server, external_id__in=names)
    return dict(runs.exclude(external_id="").order_by("-id").values_list("external_id", "pk"))


class OutcomeSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField(allow_null=True)
    outcome = serializers.ChoiceField(choices=list(_DETAILS))
    detail = serializers.CharField()


class GoneOutcomesSerializer(serializers.Serializer[Any]):
    """What each of the copies came to, in the order of the report."""

    copies = OutcomeSerializer(many=True)


class ExpirableReport(ApiView):
    """Tell which copies a tool removed. What went is on record, whether its time was over or not.

    A copy that went before its time, or while a hold kept it, is an alert. The same report again
    changes nothing. An instant to come is 400, and nothing of the report is recorded.
    """

    takes: ClassVar[Any] = GoneReportSerializer

    @extend_schema(request=GoneReportSerializer, responses=GoneOutcomesSerializer)
    def post(self, request: Request) -> Response:
        require(request.user, EXPIRE)
        body = GoneReportSerializer(data=request.data, context={"request": request})
        body.is_valid(raise_exception=True)
        with pointing_at(body):
            outcomes = copies_gone(actor=request.user, gone=body.validated_data["gone"])
        return Response({"copies": [told(outcome) for outcome in outcomes]})


def told(outcome: Outcome) -> dict[str, Any]:
    """What a copy came to, with words."""
    return {"id": outcome.run, "outcome": outcome.what, "detail": _DETAILS[outcome.what]}
