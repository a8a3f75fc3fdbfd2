"""`/backups/exceptions/`: what was not as promised, and what was said of it."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from backups.api.bookfields import AccountSlug, PolicySlug
from backups.api.remarks import RemarkSerializer
from backups.asked import Asked
from backups.excepted import Shown, shown
from backups.exceptions import counts, owed_words
from backups.models import Run
from backups.paging import NoPosition, page_of
from backups.rules.exceptions import STATES
from hostops.api.fields import Instant
from hostops.api.pagination import CURSOR, DEFAULT_LIMIT, LIMIT, MOST
from hostops.api.pointers import fault
from hostops.api.problems import BadRequest
from hostops.api.query import answered
from hostops.api.views import ApiView

_PAGES = [
    OpenApiParameter(CURSOR, str, description="Where the page begins: take it from a next or previous link."),
    OpenApiParameter(
        LIMIT,
        {"type": "integer", "minimum": 1, "maximum": MOST, "default": DEFAULT_LIMIT},
        description="How many results a page has at most.",
    ),
]
_BACKWARDS = "-"


class ExceptionsQuestion(serializers.Serializer[Any]):
    """Without `day`: since yesterday, and whatever was broken before and still is."""

    day = serializers.DateField(required=False, help_text="A day of the policy's zone, or else of your own.")
    policy = PolicySlug(required=False)
    account = AccountSlug(required=False)
    server = serializers.CharField(required=False, help_text="The hostname.")
    state = serializers.ChoiceField(choices=["broken", *STATES], required=False)
    answered = serializers.ChoiceField(
        choices=["yes", "no"], required=False, help_text="Whether somebody said what was done."
    )

    def validate(self, attrs: dict[str, Any]) -> Any:
        return Asked(**attrs)


class ExceptionRunSerializer(serializers.ModelSerializer[Run]):
    started_at, finished_at = Instant(allow_null=True), Instant()
    suspicious = serializers.JSONField(help_text="The figures that are far from the schedule's history, or null.")
    expires_at, deleted_at = Instant(allow_null=True), Instant(allow_null=True)

    class Meta:
        model = Run
        fields = (
            "id", "status", "started_at", "finished_at", "bytes", "message", "suspicious", "expires_at", "deleted_at",
        )  # fmt: skip


class ExceptionSerializer(serializers.Serializer[Any]):
    """One slot; of an occasional tier one run."""

    schedule = serializers.CharField(source="schedule.number")
    server = serializers.CharField(source="schedule.server.hostname")
    account = serializers.CharField(source="schedule.server.account.slug")
    tier = serializers.CharField(source="schedule.tier")
    title = serializers.CharField()
    slot = Instant(source="row.slot_at")
    at = Instant(source="row.at", help_text="When it came about.")
    due_at = Instant(source="row.due_at", allow_null=True)
    came_at = Instant(source="row.stopped_at", allow_null=True, help_text="When a late copy came.")
    state = serializers.ChoiceField(source="row.state", choices=STATES, help_text="The gravest of `states`.")
    states = serializers.ListField(source="row.states", child=serializers.ChoiceField(choices=STATES))
    late = serializers.CharField(help_text="`ran_on`: it began in time; `came_late`: it did not; empty: not late.")
    answered = serializers.BooleanField(source="row.answered")
    closed = serializers.BooleanField(source="row.closed", help_text="By a reason of the policy.")
    runs = ExceptionRunSerializer(many=True)
    remarks = RemarkSerializer(many=True)


class ExceptionCountsSerializer(serializers.Serializer[Any]):
    """Of the whole answer, not of the page."""

    broken = serializers.IntegerField()
    owed_words = serializers.IntegerField(help_text="Broken, and nobody has said what was done.")

    def get_fields(self) -> dict[str, Any]:
        return {**super().get_fields(), **{state: serializers.IntegerField() for state in STATES}}


class ExceptionsPageSerializer(serializers.Serializer[Any]):
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    counts = ExceptionCountsSerializer()
    results = ExceptionSerializer(many=True)


class Exceptions(ApiView):
    @extend_schema(parameters=[ExceptionsQuestion, *_PAGES], responses=ExceptionsPageSerializer)
    def get(self, request: Request) -> Response:
        """Slots that were missed, failed or late, copies deleted too early, and runs that failed, warned or look odd.

        First those about which nobody has said anything yet. Each slot is told once, by its gravest state.
        """
        asked: Asked = answered(request, ExceptionsQuestion, CURSOR, LIMIT)
        _, rows = asked.rows(request.user)
        cursor = request.query_params.get(CURSOR, "")
        way = {"before": cursor[1:]} if cursor.startswith(_BACKWARDS) else {"after": cursor}
        try:
            page = page_of(rows, lambda row: row.rank, _limit(request), way)
        except NoPosition as error:
            raise BadRequest(errors=[fault(CURSOR, detail=str(error), place="query")]) from None
        told = dict.fromkeys(STATES, 0) | counts(rows) | {"owed_words": len(owed_words(rows))}
        found = {
            "next": _link(request, page.after, ""),
            "previous": _link(request, page.before, _BACKWARDS),
            "counts": told,
            "results": [_with_schedules(each) for each in shown(page.rows)],
        }
        return Response(ExceptionsPageSerializer(found).data)


def _with_schedules(each: Shown) -> Shown:
    for remark in each.remarks:
        remark.schedule = each.schedule
    return each


def _limit(request: Request) -> int:
    written = request.query_params.get(LIMIT) or str(DEFAULT_LIMIT)
    if not (written.isascii() and written.isdecimal() and len(written) <= len(str(MOST)) and 1 <= int(written) <= MOST):
        raise BadRequest(errors=[fault(LIMIT, detail=f"Write a number from 1 to {MOST}.", place="query")])
    return int(written)


def _link(request: Request, token: str | None, direction: str) -> str | None:
    if token is None:
        return None
    return str(replace_query_param(request.build_absolute_uri(), CURSOR, direction + token))
