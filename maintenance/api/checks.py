"""`POST /windows/check/`: is it lawful, what binds it, what does it run into? Nothing is stored."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hostops.accounts.roles import require
from hostops.api.fields import Instant
from hostops.api.views import ApiView
from hostops.lib.errors import BadField
from maintenance.api.addressed import window_id
from maintenance.api.taken import CheckWindow
from maintenance.checking import check_window
from maintenance.models import Window
from maintenance.rules.terms import Proposal
from maintenance.rules.verdict import Binding, Clash, Need, Reason, Verdict
from maintenance.rules.ways import Way


class _WithAccounts(serializers.Serializer[Any]):
    accounts = serializers.ListField(child=serializers.CharField(), help_text="None: whomever it touches.")


class ReasonShown(_WithAccounts, serializers.Serializer[Reason]):
    clause = serializers.CharField()
    detail = serializers.CharField()


class NeedShown(_WithAccounts, serializers.Serializer[Need]):
    name = serializers.CharField(help_text="justification, advisory, consultation, agreement or answer.")
    clause = serializers.CharField()
    detail = serializers.CharField()


class BindingShown(_WithAccounts, serializers.Serializer[Binding]):
    clause = serializers.CharField()
    policy = serializers.CharField()
    notice = serializers.CharField(help_text="ISO 8601: P6D.")
    zone = serializers.CharField()
    due_at = Instant()


class ClashShown(serializers.Serializer[Clash]):
    kind = serializers.CharField(help_text="window, event, backup or freeze.")
    reference = serializers.CharField()
    detail = serializers.CharField()
    starts_at = Instant()
    ends_at = Instant()
    needs_word = serializers.BooleanField(help_text="Whether planning asks why it is well all the same.")


class WayShown(serializers.Serializer[Way]):
    verb = serializers.CharField(help_text="move or convert.")
    kind = serializers.CharField()
    clauses = serializers.ListField(child=serializers.CharField())
    detail = serializers.CharField()
    starts_at = Instant(allow_null=True, help_text="Of a move: the earliest start.")
    needs_justification = serializers.BooleanField()
    needs_approval = serializers.BooleanField()


class VerdictShown(serializers.Serializer[Verdict]):
    """What was found. `earliest_lawful_start` is for a notice sent now."""

    lawful = serializers.BooleanField()
    notice_due_at = Instant(allow_null=True)
    earliest_lawful_start = Instant(allow_null=True)
    binding = BindingShown(allow_null=True)
    reasons = ReasonShown(many=True)
    needs = NeedShown(many=True)
    clashes = ClashShown(many=True)
    affected = serializers.ListField(child=serializers.CharField(), help_text="Slugs of accounts.")
    ways_out = WayShown(many=True, help_text="What else may be done, where it is not lawful as it is.")


class CheckView(ApiView):
    """A window looked at before it is one."""

    reads_only = True
    takes = CheckWindow

    @extend_schema(responses=VerdictShown)
    def post(self, request: Request) -> Response:
        """Whether a window would be lawful for every account that it affects, by which clauses, when its notice is
        due, and what it runs into. Stores nothing."""
        require(request.user, "maintenance.window.check")
        body = CheckWindow(data=request.data, context={"request": request})
        body.is_valid(raise_exception=True)
        return Response(_verdict(body.validated_data))


def _verdict(values: dict[str, Any]) -> dict[str, Any]:
    besides = Window.objects.filter(pk=window_id(values.get("window", ""))).first()
    given = {name: values.get(name) for name in ("kind", "starts_at", "ends_at", "timezone", "expected_downtime")}
    try:
        found = check_window(Proposal(**given), values["scope"], besides=besides)  # type: ignore[arg-type]
    except ValueError as error:
        raise BadField({_place(error): f"{error}."}) from error
    verdict, ways = found.verdict, () if found.verdict.lawful else found.ways_out()
    shown = {name: getattr(verdict, name) for name in _OF_VERDICT}
    answer: Any = {**shown, "affected": [account.slug for account in found.accounts], "ways_out": ways}
    return dict(VerdictShown(answer).data)


_OF_VERDICT = ("lawful", "notice_due_at", "earliest_lawful_start", "binding", "reasons", "needs", "clashes")


def _place(error: ValueError) -> str:
    """The field that an error of the rules is about: instants that are too far, or a zone that is none."""
    return next((name for name, word in _PLACES.items() if word in str(error)), "starts_at")


_PLACES = {"timezone": "time zone", "ends_at": "the end"}
