"""`/me/`, `/accounts/`, `/contacts/`, `/servers/`, `/software/`, `/locations/`: who and what there is."""

from typing import Any

from django.db.models import QuerySet
from rest_framework.request import Request
from rest_framework.response import Response

from hostops.accounts.api import filters, serializers
from hostops.accounts.models import Account, Location, Person, Server, Software
from hostops.api.keyset import Ordering
from hostops.api.resources import VisibleView, VisibleViewSet


class Me(VisibleView):
    """The caller, what their role includes, and the token of this call."""

    model = Person
    serializer_class = serializers.MeSerializer

    def get(self, request: Request) -> Response:
        return self.shown(request.user)


class AccountViewSet(VisibleViewSet):
    """Accounts: to customers their own, to staff all."""

    model = Account
    serializer_class = serializers.AccountSerializer
    filterset_class = filters.AccountFilters
    lookup_field = "slug"
    orderings = {"slug": Ordering.by("slug"), "name": Ordering.by("name")}


class ContactViewSet(VisibleViewSet):
    """The people of accounts."""

    model = Person
    serializer_class = serializers.ContactSerializer
    filterset_class = filters.ContactFilters
    orderings = {"id": Ordering.by("id"), "name": Ordering.by("full_name"), "username": Ordering.by("username")}

    def related(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(account__isnull=False).select_related("account")


class ServerViewSet(VisibleViewSet):
    """Servers under contract, retired ones among them."""

    model = Server
    serializer_class = serializers.ServerSerializer
    filterset_class = filters.ServerFilters
    orderings = {
        "hostname": Ordering.by("hostname"),
        "registered_at": Ordering.by("registered_at", nulls=True),
        "id": Ordering.by("id"),
    }

    def related(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.select_related("account", "contract", "zone__location", "runs_on")


class SoftwareViewSet(VisibleViewSet):
    """What support is for, and in which releases (itpdx:2a)."""

    model = Software
    serializer_class = serializers.SoftwareSerializer
    filterset_class = filters.SoftwareFilters
    orderings = {"name": Ordering.by("name")}

    def related(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.prefetch_related("releases")


class LocationViewSet(VisibleViewSet):
    """Places with their zones (iptor:1a, 1b)."""

    model = Location
    serializer_class = serializers.LocationSerializer
    filterset_class = filters.LocationFilters
    lookup_field = "slug"
    orderings = {"slug": Ordering.by("slug"), "name": Ordering.by("name")}

    def related(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.prefetch_related("zones")
