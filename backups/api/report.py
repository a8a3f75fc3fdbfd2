"""`/backups/report/`: a month of an account's backups, by the same counting as the page."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from backups.report import Report, month_report
from backups.rules.tally import COUNTS, Tally
from backups.words import DEFINITION
from hostops.accounts.models import Account
from hostops.accounts.roles import require
from hostops.api.fields import Instant
from hostops.api.query import answered
from hostops.api.views import ApiView
from hostops.lib.months import month_key, month_of, parse_month
from hostops.lib.now import now

READ = "backups.report.read"
_WRITTEN = {"type": "string", "pattern": r"^\d{4}-(0[1-9]|1[0-2])$", "example": "2026-10"}


@extend_schema_field(_WRITTEN)
class ReportMonth(serializers.CharField):
    """A month, as its first day."""

    def to_internal_value(self, data: Any) -> Any:
        try:
            return parse_month(super().to_internal_value(data))
        except ValueError as error:
            raise serializers.ValidationError(str(error)) from None

    def to_representation(self, value: Any) -> str:
        return month_key(value)


class BackupReportQuestion(serializers.Serializer[Any]):
    account = serializers.SlugField(required=False, help_text="The slug; staff name one, a customer's is its own.")
    month = ReportMonth(required=False, help_text="The present one unless given.")

    def validate_account(self, slug: str) -> Account:
        account = Account.objects.visible_to(self.context["request"].user).filter(slug=slug).first()
        if account is None:
            raise serializers.ValidationError("There is no such account, or none that you may see.")
        return account

    def validate_month(self, month: date) -> date:
        if month > month_of(now(), ZoneInfo("Etc/GMT-14")):
            raise serializers.ValidationError("This month has not begun.")
        return month

    def validate(self, attrs: dict[str, Any]) -> Any:
        own = self.context["request"].user.account
        if not (attrs.get("account") or own):
            raise serializers.ValidationError({"account": ["Say whose month."]})
        return {"account": own, "month": month_of(now(), ZoneInfo("UTC")), **attrs}


class SlotCountsSerializer(serializers.Serializer[Any]):
    """Slots; `promised` is the sum of kept, late, missed and failed."""

    promised = serializers.IntegerField()
    kept = serializers.IntegerField()
    late = serializers.IntegerField()
    missed = serializers.IntegerField()
    failed = serializers.IntegerField()
    quiet = serializers.IntegerField(help_text="Excused by a service window; not promised.")
    ahead = serializers.IntegerField(help_text="Not due yet; not promised yet.")
    suspicious = serializers.IntegerField(help_text="Of those kept or late.")
    closed = serializers.IntegerField(help_text="Of those missed or failed: closed with a reason of the policy.")
    share = serializers.CharField(allow_null=True, help_text="Percent kept of promised, rounded down; null of none.")


class TierSlotsSerializer(SlotCountsSerializer):
    tier = serializers.CharField()
    title = serializers.CharField()
    clause = serializers.CharField()
    best_effort = serializers.BooleanField()


class ScheduleSlotsSerializer(SlotCountsSerializer):
    schedule = serializers.CharField(help_text="Such as BK-12.")
    server = serializers.CharField()
    tier = serializers.CharField()


class SlotRemarkSerializer(serializers.Serializer[Any]):
    reason = serializers.CharField(help_text="One of the policy's; empty where the words close nothing.")
    words = serializers.CharField()
    written_at = Instant()


class UnkeptSlotSerializer(serializers.Serializer[Any]):
    """A slot that was late, missed or failed."""

    schedule = serializers.CharField()
    server = serializers.CharField()
    tier = serializers.CharField()
    day = serializers.DateField(help_text="Of the place where the server stands.")
    slot = Instant()
    due_at = Instant()
    state = serializers.ChoiceField(choices=["late", "missed", "failed"])
    finished_at = Instant(allow_null=True, help_text="When the run ended that decided; null of none.")
    remarks = SlotRemarkSerializer(many=True)


class DefinedSerializer(serializers.Serializer[Any]):
    word = serializers.CharField()
    meaning = serializers.CharField()


class BackupReportSerializer(serializers.Serializer[Any]):
    account = serializers.CharField()
    month = ReportMonth()
    at = Instant(help_text="As known then.")
    total = SlotCountsSerializer()
    tiers = TierSlotsSerializer(many=True)
    schedules = ScheduleSlotsSerializer(many=True)
    unkept = UnkeptSlotSerializer(many=True)
    definition = DefinedSerializer(many=True)


class BackupReport(ApiView):
    @extend_schema(parameters=[BackupReportQuestion], responses=BackupReportSerializer)
    def get(self, request: Request) -> Response:
        """What became of the slots of a month of an account: by tier, by schedule, and each that was not kept.

        A day is that of the place where the server stands.
        """
        require(request.user, READ)
        asked = answered(request, BackupReportQuestion)
        found = month_report(asked["account"], asked["month"], now())
        return Response(BackupReportSerializer(_shown(found)).data)


def _shown(report: Report) -> dict[str, Any]:
    return {
        "account": report.account.slug,
        "month": report.month,
        "at": report.at,
        "total": _counts(report.total),
        "tiers": [
            {"tier": tier.name, "title": tier.title, "clause": tier.clause, "best_effort": tier.best_effort}
            | _counts(found)
            for tier, found in report.by_tier
        ],
        "schedules": [_named(line) | _counts(line.tally) for line in report.lines],
        "unkept": [_unkept(row) for row in report.unkept],
        "definition": [{"word": word, "meaning": meaning} for word, meaning in DEFINITION],
    }


def _counts(found: Tally) -> dict[str, Any]:
    return {name: getattr(found, name) for name in COUNTS}


def _named(line: Any) -> dict[str, Any]:
    return {"schedule": line.schedule.number, "server": line.server.hostname, "tier": line.schedule.tier}


def _unkept(row: Any) -> dict[str, Any]:
    slot = row.dated.slot
    return _named(row.line) | {
        "day": row.dated.day,
        "slot": slot.at,
        "due_at": slot.due_at,
        "state": slot.state,
        "finished_at": slot.run.finished_at if slot.run else None,
        "remarks": row.remarks,
    }
