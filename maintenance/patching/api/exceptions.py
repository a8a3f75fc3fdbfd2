"""`/patching/exceptions/`: what need not be patched for a while, why, until when, and who said so."""

from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django_filters import FilterSet
from rest_framework import serializers

from hostops.accounts.api.filters import AccountFilter
from hostops.accounts.api.rolefirst import RoleFirst
from hostops.accounts.models import Server
from hostops.api.fields import Instant
from hostops.api.filters import AnyOfFilter, WordFilter
from hostops.api.keyset import Ordering
from hostops.api.resources import ActionView, VisibleViewSet
from hostops.api.serializers import StrictSerializer
from hostops.lib.now import now
from maintenance.patching.actions import exceptions as actions
from maintenance.patching.api.named import ReleaseNumber, Servers
from maintenance.patching.exceptionstates import STATES, in_state
from maintenance.patching.models import PatchException

_ROOM = "maintenance.patch_exception"


class ExceptionShown(serializers.ModelSerializer[PatchException]):
    number = serializers.CharField(help_text="PX-3.")
    account = serializers.CharField(source="account.slug")
    servers = serializers.SerializerMethodField()
    release = serializers.CharField(source="release.number", default=None, allow_null=True, help_text="Null: all.")
    state = serializers.SerializerMethodField(help_text="`asked`, `declined`, `ahead`, `running` or `over`.")
    from_at, until_at, asked_at = Instant(), Instant(), Instant()
    ends_at = Instant(help_text="`until_at`, or the earlier end that came.")
    asked_by = serializers.CharField(source="asked_by.display_name")
    approved_by = serializers.CharField(source="approved_by.display_name", default=None, allow_null=True)
    approved_at, declined_at, ended_at = Instant(allow_null=True), Instant(allow_null=True), Instant(allow_null=True)

    class Meta:
        model = PatchException
        fields = (
            "id", "number", "account", "servers", "release", "reason", "state", "from_at", "until_at", "ends_at",
            "asked_by", "asked_at", "approved_by", "approved_at", "declined_at", "ended_at", "ended_reason", "version",
        )  # fmt: skip

    def get_state(self, row: PatchException) -> str:
        return row.state_at(now())

    def get_servers(self, row: PatchException) -> list[str]:
        return [server.hostname for server in row.servers.all()]


class AskException(StrictSerializer):
    """Which servers of one account, which release or all patches, why, and until when."""

    servers = Servers(help_text="Of one account.")
    release = ReleaseNumber(required=False, allow_null=True, help_text="`RL-12`; none means all patches.")
    reason = serializers.CharField(max_length=actions.REASON_LONGEST)
    from_at = Instant(required=False, allow_null=True, help_text="Now, where it is not given.")
    until_at = Instant(help_text="No exception is without an end.")


class Approve(StrictSerializer):
    """Nothing is to be said."""


class WhyNot(StrictSerializer):
    """Why."""

    reason = serializers.CharField(max_length=actions.END_LONGEST)


class ExceptionFilters(FilterSet):
    account = AccountFilter(field_name="account")
    server = WordFilter(method="by_server")
    state = AnyOfFilter(STATES, method="by_state")

    def by_server(self, rows: QuerySet[PatchException], _: str, hostname: str) -> QuerySet[PatchException]:
        return rows.filter(pk__in=rows.filter(servers__hostname__iexact=hostname).values("pk"))

    def by_state(self, rows: QuerySet[PatchException], _: str, states: list[str]) -> QuerySet[PatchException]:
        wanted = Q()
        for state in states:
            wanted |= in_state(state, now())
        return rows.filter(wanted)


class _Exceptions(RoleFirst):
    model = PatchException
    serializer_class = ExceptionShown
    verb = actions.ASK

    def related(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        servers = Prefetch("servers", Server.objects.order_by("hostname"))
        found = queryset.select_related("account", "release", "asked_by", "approved_by")
        return found.prefetch_related(servers)


class ExceptionViewSet(_Exceptions, VisibleViewSet):
    """Exceptions, the last asked for first."""

    takes, creates = AskException, staticmethod(actions.exception_ask)
    filterset_class = ExceptionFilters
    orderings = {"asked_at": Ordering.by("asked_at"), "until_at": Ordering.by("until_at"), "id": Ordering.by("id")}
    default_ordering = "-asked_at"


class _Step(_Exceptions, ActionView):
    named = "exception"


class ExceptionApprove(_Step):
    """Let it hold: the clocks of what it covers are cancelled with its number. Whoever asked may not."""

    verb = f"{_ROOM}.approve"
    takes, calls = Approve, staticmethod(actions.exception_approve)


class ExceptionDecline(_Step):
    """Say no, with the reason."""

    verb = f"{_ROOM}.decline"
    takes, calls = WhyNot, staticmethod(actions.exception_decline)


class ExceptionEnd(_Step):
    """End it before its time: what is still owed runs again."""

    verb = f"{_ROOM}.end"
    takes, calls = WhyNot, staticmethod(actions.exception_end)
