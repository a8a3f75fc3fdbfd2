"""`/security/blocks/`: what is blocked, and was."""

from ipaddress import ip_network
from typing import Any

from django import forms
from django.db.models import QuerySet
from django_filters import FilterSet
from rest_framework import serializers

from hostops.accounts.api.filters import AccountFilter
from hostops.accounts.api.rolefirst import RoleFirst
from hostops.api.fields import Instant
from hostops.api.filters import AnyOfFilter, InstantFilter, WordFilter
from hostops.api.keyset import Ordering
from hostops.api.resources import ActionView, VisibleViewSet
from hostops.lib.now import now
from maintenance.api.named import AccountName
from maintenance.security import actions
from maintenance.security.actions.blocks import SET
from maintenance.security.api.fields import TestNumber, person_name
from maintenance.security.api.onservers import RANGE_LONGEST, Hostnames, OnServers, hostnames, in_any
from maintenance.security.api.taken import WithReason
from maintenance.security.models import Block


class BlockSerializer(serializers.ModelSerializer[Block]):
    number = serializers.CharField(read_only=True, help_text="`BL-4`")
    account = serializers.CharField(source="account.slug", default=None, allow_null=True, help_text="Null: everywhere.")
    servers = Hostnames(many=True, help_text="Empty: all of the account's.")
    range = serializers.CharField(help_text="The network that is blocked.")
    test = serializers.CharField(source="test.number", default=None, allow_null=True)
    starts_at, ends_at, set_at = Instant(), Instant(allow_null=True), Instant()
    lifted_at = Instant(allow_null=True)
    set_by, lifted_by = person_name("set_by"), person_name("lifted_by")
    state = serializers.SerializerMethodField(help_text="`standing` or `over`.")

    class Meta:
        model = Block
        fields = (
            "id", "number", "account", "servers", "range", "reason", "test", "starts_at", "ends_at", "state", "set_by",
            "set_at", "lifted_by", "lifted_at", "lifted_reason", "version",
        )  # fmt: skip

    def get_state(self, block: Block) -> str:
        return block.state_at(now())


class SetBlock(OnServers):
    """What is blocked, where, and why."""

    account = AccountName(required=False, help_text="Whose servers; without one everybody's.")
    servers = hostnames()
    range = serializers.CharField(max_length=RANGE_LONGEST, help_text="Such as 203.0.113.0/24.")
    reason = serializers.CharField(help_text="For the account to read.")
    test = TestNumber(required=False, help_text="`PT-3`: the announced test that it stops.")
    starts_at = Instant(required=False, help_text="Since when; now unless it is given.")
    ends_at = Instant(required=False, allow_null=True, help_text="Null: until it is lifted.")


class AddressFormField(forms.CharField):
    """An address, or a network."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value).strip()
        try:
            return str(ip_network(text, strict=False)) if text else ""
        except ValueError:
            raise forms.ValidationError("Write an address or a network, such as 203.0.113.7.") from None


class AddressFilter(WordFilter):
    field_class = AddressFormField


class BlockFilters(FilterSet):
    account = AccountFilter(field_name="account")
    address = AddressFilter(field_name="range", lookup_expr="touches")
    state = AnyOfFilter(Block.STATES, method="by_state")
    since = InstantFilter(field_name="starts_at", lookup_expr="gte")
    until = InstantFilter(field_name="starts_at", lookup_expr="lt")

    def by_state(self, rows: Any, _: str, states: list[str]) -> QuerySet[Block]:
        return in_any(rows, states)


class _Blocks(RoleFirst):
    model, serializer_class, verb = Block, BlockSerializer, SET

    def related(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.select_related("account", "test", "set_by", "lifted_by").prefetch_related("servers")


class BlockViewSet(_Blocks, VisibleViewSet):
    """Blocks; a customer sees its own, and those before everybody's servers."""

    takes, creates = SetBlock, staticmethod(actions.block_set)
    filterset_class = BlockFilters
    orderings = {"starts_at": Ordering.by("starts_at"), "id": Ordering.by("id")}
    default_ordering = "-starts_at"


class BlockLift(_Blocks, ActionView):
    """Let the range through again."""

    takes, calls, named = WithReason, staticmethod(actions.block_lift), "block"
