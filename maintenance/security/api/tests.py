"""`/security/tests/`: announced penetration tests."""

from typing import Any

from django.db.models import QuerySet
from django_filters import FilterSet
from rest_framework import serializers

from hostops.accounts.api.filters import AccountFilter
from hostops.accounts.api.rolefirst import RoleFirst
from hostops.api.fields import Instant
from hostops.api.filters import AnyOfFilter, InstantFilter
from hostops.api.keyset import Ordering
from hostops.api.resources import ActionView, VisibleViewSet
from hostops.lib.now import now
from maintenance.api.named import AccountName
from maintenance.security import actions
from maintenance.security.actions.change import NAME_LONGEST
from maintenance.security.actions.probing import ANNOUNCE, MOST_RANGES
from maintenance.security.api.fields import person_name
from maintenance.security.api.onservers import RANGE_LONGEST, Hostnames, OnServers, hostnames, in_any
from maintenance.security.api.taken import WithReason
from maintenance.security.models import PenetrationTest


class PenetrationTestSerializer(serializers.ModelSerializer[PenetrationTest]):
    number = serializers.CharField(read_only=True, help_text="`PT-3`")
    account = serializers.CharField(source="account.slug")
    servers = Hostnames(many=True, help_text="Empty: all of the account's.")
    ranges = serializers.ListField(child=serializers.CharField(), help_text="Where it comes from.")
    starts_at, ends_at, announced_at, withdrawn_at = Instant(), Instant(), Instant(), Instant(allow_null=True)
    announced_by = person_name("announced_by")
    state = serializers.SerializerMethodField(help_text="`ahead`, `running`, `over` or `withdrawn`.")
    blocks = serializers.SerializerMethodField(help_text="What of it is blocked, or was: `BL-4`.")

    class Meta:
        model = PenetrationTest
        fields = (
            "id", "number", "account", "tester", "purpose", "servers", "ranges", "starts_at", "ends_at", "state",
            "announced_by", "announced_at", "withdrawn_at", "withdrawn_reason", "blocks", "version",
        )  # fmt: skip

    def get_state(self, test: PenetrationTest) -> str:
        return test.state_at(now())

    def get_blocks(self, test: PenetrationTest) -> list[str]:
        return [block.number for block in test.blocks.all()]


class AnnounceTest(OnServers):
    """Who tests, from which addresses, from when until when."""

    account = AccountName(required=False, help_text="Staff say whose servers; a customer's are its own.")
    tester = serializers.CharField(max_length=NAME_LONGEST, help_text="The firm, and whom to call.")
    purpose = serializers.CharField(required=False, allow_blank=True)
    ranges = serializers.ListField(
        child=serializers.CharField(max_length=RANGE_LONGEST), min_length=1, max_length=MOST_RANGES,
        help_text="Networks such as 203.0.113.0/24.",
    )  # fmt: skip
    servers = hostnames()
    starts_at, ends_at = Instant(), Instant()


class TestFilters(FilterSet):
    account = AccountFilter(field_name="account")
    state = AnyOfFilter(PenetrationTest.STATES, method="by_state")
    since = InstantFilter(field_name="ends_at", lookup_expr="gt")
    until = InstantFilter(field_name="starts_at", lookup_expr="lt")

    def by_state(self, rows: Any, _: str, states: list[str]) -> QuerySet[PenetrationTest]:
        return in_any(rows, states)


class _Tests(RoleFirst):
    model, serializer_class, verb = PenetrationTest, PenetrationTestSerializer, ANNOUNCE

    def related(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.select_related("account", "announced_by").prefetch_related("servers", "blocks")


class TestViewSet(_Tests, VisibleViewSet):
    """Announced penetration tests, as their accounts and staff see them."""

    takes, creates = AnnounceTest, staticmethod(actions.probe_announce)
    filterset_class = TestFilters
    orderings = {"starts_at": Ordering.by("starts_at"), "id": Ordering.by("id")}
    default_ordering = "-starts_at"


class TestWithdraw(_Tests, ActionView):
    """It does not happen."""

    takes, calls, named = WithReason, staticmethod(actions.probe_withdraw), "test"
