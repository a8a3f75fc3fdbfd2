"""`/entitlement/`: how many places an account's contracts have, and how many are taken (itpdx:4g)."""

from typing import Any

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hostops.accounts.models import Account, Person
from hostops.api.fields import Instant
from hostops.api.pointers import fault
from hostops.api.problems import BadRequest
from hostops.api.resources import VisibleView
from hostops.lib.now import now
from tickets.entitlement import entitlements

_ACCOUNT = OpenApiParameter("account", str, description="The slug. Staff must name it; a customer's is their own.")


class PlacesShown(serializers.Serializer[Any]):
    """The places that some levels share, in the policy's words."""

    name = serializers.CharField()
    title = serializers.CharField()
    levels = serializers.ListField(child=serializers.IntegerField())
    open = serializers.IntegerField(source="most", help_text="How many cases of these levels may be open at once.")
    used = serializers.IntegerField(help_text="How many are. A reopened case always gets a place, so it may be more.")
    held = serializers.IntegerField(help_text="How many wait in line for one.")


class OfContract(serializers.Serializer[Any]):
    contract = serializers.CharField(source="contract.reference")
    policy = serializers.CharField(
        source="terms.document.policy.id", allow_null=True, default=None, help_text="null where none binds it yet."
    )
    version = serializers.IntegerField(source="terms.version.number", allow_null=True, default=None)
    since = Instant(source="terms.since", allow_null=True, default=None)
    clause = serializers.SerializerMethodField(help_text="The clause of the caps; null where there are none.")
    groups = PlacesShown(many=True, help_text="Empty where the policy caps nothing.")
    open = serializers.IntegerField(help_text="All cases that are open, of whatever level.")
    held = serializers.IntegerField()

    def get_clause(self, each: Any) -> str | None:
        return each.clause or None


class EntitlementShown(serializers.Serializer[Any]):
    account = serializers.CharField()
    contracts = OfContract(many=True)


class EntitlementView(VisibleView):
    """What the account's contracts entitle to, and how much of it is used now."""

    model = Account
    serializer_class = EntitlementShown

    @extend_schema(parameters=[_ACCOUNT])
    def get(self, request: Request) -> Response:
        account = self._account(request)
        return self.shown({"account": account.slug, "contracts": entitlements(account, now())})

    def _account(self, request: Request) -> Account:
        unknown = [name for name in request.query_params if name != "account"]
        if unknown:
            raise _bad(unknown[0][:60], "There is no such parameter; there is account.")
        wanted, caller = request.query_params.get("account", ""), request.user
        if not wanted and isinstance(caller, Person) and caller.is_staff_member:
            raise _bad("account", "Name the account.")
        mine = self.get_queryset()
        found: Account | None = (mine.filter(slug=wanted) if wanted else mine).first()
        if found is None:
            raise Http404
        return found


def _bad(parameter: str, detail: str) -> BadRequest:
    return BadRequest(errors=[fault(parameter, detail=detail, place="query")])
