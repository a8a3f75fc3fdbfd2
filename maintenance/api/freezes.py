"""`/freezes/`: when nothing is to be changed, as staff and those whom it touches see it."""

from typing import Any

from django.db.models import QuerySet
from django_filters import FilterSet
from rest_framework import serializers

from hostops.accounts.api.rolefirst import RoleFirst
from hostops.api.fields import Instant
from hostops.api.filters import AnyOfFilter, InstantFilter
from hostops.api.keyset import Ordering
from hostops.api.resources import ActionView, VisibleViewSet
from hostops.api.serializers import StrictSerializer
from hostops.lib.now import now
from maintenance.actions import freezing as actions
from maintenance.api.fields import ScopeField
from maintenance.freezes import dressed
from maintenance.models import Freeze


class FreezeSerializer(serializers.ModelSerializer[Freeze]):
    number = serializers.CharField(read_only=True, help_text="`FR-3`: what windows call it that run into it.")
    starts_at, ends_at, set_at = Instant(), Instant(), Instant()
    state = serializers.SerializerMethodField(help_text="`ahead`, `running`, `over` or `lifted`.")
    all = serializers.BooleanField(source="scope_all", help_text="Of every server.")
    accounts = serializers.SerializerMethodField(help_text="Slugs; to a customer its own alone.")
    servers = serializers.SerializerMethodField(help_text="As account/hostname; to a customer its own alone.")
    set_by = serializers.CharField(source="set_by.display_name")
    lifted_by = serializers.CharField(source="lifted_by.display_name", default=None, allow_null=True)
    lifted_at = Instant(allow_null=True)

    class Meta:
        model = Freeze
        fields = (
            "id", "number", "starts_at", "ends_at", "state", "reason", "all", "accounts", "servers", "set_by", "set_at",
            "lifted_by", "lifted_at", "lifted_reason", "version",
        )  # fmt: skip

    def get_state(self, freeze: Freeze) -> str:
        return freeze.state_at(now())

    def get_accounts(self, freeze: Freeze) -> list[str]:
        return sorted(account.slug for account in freeze.accounts.all() if self._knows(account.pk))

    def get_servers(self, freeze: Freeze) -> list[str]:
        mine = [server for server in freeze.servers.all() if self._knows(server.account_id)]
        return sorted(f"{server.account.slug}/{server.hostname}" for server in mine)

    def _knows(self, account: int) -> bool:
        reader: Any = self.context["request"].user
        return bool(reader.is_staff_member or reader.account_id == account)


class SetFreeze(StrictSerializer):
    """From when until when, on what, and why."""

    starts_at, ends_at = Instant(), Instant()
    scope = ScopeField(help_text="Everything, accounts or servers; no zones and no locations.")
    reason = serializers.CharField(max_length=actions.REASON_LONGEST)


class LiftFreeze(StrictSerializer):
    """Why it is lifted."""

    reason = serializers.CharField(max_length=actions.REASON_LONGEST)


class FreezeFilters(FilterSet):
    since = InstantFilter(field_name="ends_at", lookup_expr="gt")
    until = InstantFilter(field_name="starts_at", lookup_expr="lt")
    state = AnyOfFilter(Freeze.STATES, method="by_state")

    def by_state(self, rows: Any, _: str, states: list[str]) -> QuerySet[Freeze]:
        found: QuerySet[Freeze] = rows.in_states(states, now()) if states else rows
        return found


class _Freezes(RoleFirst):
    model = Freeze
    serializer_class = FreezeSerializer
    verb = actions.SET

    def related(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return dressed(queryset)


class FreezeViewSet(_Freezes, VisibleViewSet):
    """Freezes: to a customer those that touch the account."""

    takes, creates = SetFreeze, staticmethod(actions.freeze_set)
    filterset_class = FreezeFilters
    orderings = {"starts_at": Ordering.by("starts_at"), "id": Ordering.by("id")}
    default_ordering = "-starts_at"


class FreezeLift(_Freezes, ActionView):
    """End a freeze: it stands in nobody's way any more."""

    verb = actions.LIFT
    takes, calls, named = LiftFreeze, staticmethod(actions.freeze_lift), "freeze"
