"""`/patching/compliance/`: what was kept per account, platform and period, by the same counting as the page."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hostops.accounts.models import Account
from hostops.api.fields import Instant, as_z, with_z
from hostops.api.query import answered
from hostops.api.views import ApiView
from hostops.lib.now import now
from maintenance.api.named import AccountName
from maintenance.patching.compliance import AccountFigures, PeriodFigures, PlatformFigures, compliance
from maintenance.patching.models import PatchDuty
from maintenance.patching.rules.compliance import Counts, summed
from maintenance.patching.words import DEFINITION


class PatchComplianceQuestion(serializers.Serializer[Any]):
    account = AccountName(required=False, help_text="The slug; all that the caller may see unless given.")
    at = Instant(required=False, help_text="As it was known then; the present unless given.")

    def validate_at(self, at: Any) -> Any:
        if at > now():
            raise serializers.ValidationError("This lies ahead; nothing is known of it.")
        return at


class PatchCountsSerializer(serializers.Serializer[Any]):
    on_time = serializers.IntegerField()
    late = serializers.IntegerField()
    excepted = serializers.IntegerField()
    open = serializers.IntegerField()
    percentage = serializers.CharField(
        allow_null=True, help_text="On time, of on time and late, rounded down to hundredths; null of none."
    )


class PatchPeriodFiguresSerializer(PatchCountsSerializer):
    period = serializers.CharField(help_text="Such as 2026-W53, 2026-11 or 2026-Q4.")
    starts_at = Instant()
    due_at = Instant(help_text="Its end: what is done at this instant is on time.")
    closed = serializers.BooleanField(help_text="Frozen: no report changes it any more.")
    closed_at = Instant(allow_null=True)
    sha256 = serializers.CharField(allow_null=True, help_text="Of the figures of a closed period.")
    no_release = serializers.BooleanField(help_text="Nothing was owed, for there was no release.")


class PatchPlatformFiguresSerializer(PatchCountsSerializer):
    """The counts are those of all the periods together."""

    platform = serializers.CharField()
    title = serializers.CharField()
    clause = serializers.CharField()
    cadence = serializers.CharField()
    timezone = serializers.CharField(help_text="Whose dates the periods are.")
    periods = PatchPeriodFiguresSerializer(many=True, help_text="The last twelve, the earliest first.")


class PatchAccountFiguresSerializer(PatchCountsSerializer):
    account = serializers.CharField()
    name = serializers.CharField()
    servers_without_promise = serializers.IntegerField()
    platforms = PatchPlatformFiguresSerializer(many=True)


class PatchDefinedSerializer(serializers.Serializer[Any]):
    word = serializers.CharField()
    meaning = serializers.CharField()


class PatchComplianceSerializer(PatchCountsSerializer):
    at = Instant(help_text="As known then.")
    accounts = PatchAccountFiguresSerializer(many=True)
    definition = PatchDefinedSerializer(many=True)


class Compliance(ApiView):
    @extend_schema(parameters=[PatchComplianceQuestion], responses=PatchComplianceSerializer)
    def get(self, request: Request) -> Response:
        """What was kept of the patching of each account: by platform, and of each the last twelve periods.

        Accounts of which no server was ever to be patched are left out, unless one is named.
        """
        asked = answered(request, PatchComplianceQuestion)
        at = asked.get("at") or now()
        found = compliance(_accounts(request.user, asked.get("account")), at)
        total = summed(one.total for one in found)
        definition = [{"word": word, "meaning": meaning} for word, meaning in DEFINITION]
        return Response(
            {"at": as_z(at), **_counts(total), "accounts": [_account(one) for one in found], "definition": definition}
        )


def _accounts(reader: Any, account: Account | None) -> list[Account]:
    if account is not None:
        return [account]
    patched = PatchDuty.objects.visible_to(reader).order_by().values("server__account")
    return list(Account.objects.visible_to(reader).filter(pk__in=patched).order_by("slug"))


def _counts(counts: Counts) -> dict[str, Any]:
    told = {name: getattr(counts, name) for name in ("on_time", "late", "excepted", "open")}
    return told | {"percentage": None if counts.percentage is None else str(counts.percentage)}


def _account(one: AccountFigures) -> dict[str, Any]:
    return {
        "account": one.account.slug,
        "name": one.account.name,
        **_counts(one.total),
        "servers_without_promise": one.unpromised,
        "platforms": [_platform(each) for each in one.platforms],
    }


def _platform(one: PlatformFigures) -> dict[str, Any]:
    platform = one.platform
    named = {"platform": platform.name, "title": platform.title, "clause": platform.clause}
    told = named | {"cadence": platform.cadence, "timezone": one.line.timezone}
    return told | _counts(one.total) | {"periods": [_period(each) for each in one.periods]}


def _period(one: PeriodFigures) -> Any:
    return with_z(
        {
            "period": one.period.name,
            "starts_at": one.period.starts_at,
            "due_at": one.period.ends_at,
            **_counts(one.counts),
            "closed": one.closed is not None,
            "closed_at": one.closed.closed_at if one.closed else None,
            "sha256": one.closed.sha256 if one.closed else None,
            "no_release": one.idle,
        }
    )
