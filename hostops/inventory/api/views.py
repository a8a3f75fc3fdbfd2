"""`/zones/`, `/links/`, `/inventory/checks/`, and what adds to `/locations/` and `/servers/`."""

from http import HTTPStatus
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from hostops.accounts.api.rolefirst import RoleFirst
from hostops.accounts.api.serializers import LocationSerializer, ServerSerializer
from hostops.accounts.api.views import LocationViewSet
from hostops.accounts.models import Link, Location, Server, Zone
from hostops.api.keyset import Ordering
from hostops.api.resources import ActionView, VisibleView, VisibleViewSet
from hostops.inventory import actions
from hostops.inventory.api import serializers
from hostops.inventory.standing import checked, pairs_of, places_of


class LocationAddSet(RoleFirst, LocationViewSet):
    """Places with their zones (iptor:1a, 1b)."""

    serializer_class = LocationSerializer
    verb = "inventory.location.add"
    takes, creates = serializers.AddLocation, staticmethod(actions.location_add)


class _Zones(RoleFirst):
    model = Zone
    serializer_class = serializers.ShownZone
    lookup_field = "slug"

    def related(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.select_related("location")


class ZoneViewSet(_Zones, VisibleViewSet):
    """Zones with where they stand (iptor:1a, 1b)."""

    verb = "inventory.zone.add"
    takes, creates = serializers.AddZone, staticmethod(actions.zone_add)
    orderings = {"slug": Ordering.by("slug"), "name": Ordering.by("name")}


class ZoneChange(_Zones, ActionView):
    """Another name for a zone, or where it truly stands."""

    verb = "inventory.zone.change"
    takes, calls = serializers.ChangeZone, staticmethod(actions.zone_change)


class _Links(RoleFirst):
    model = Link
    serializer_class = serializers.LinkSerializer

    def related(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.select_related("zone", "other")


class LinkViewSet(_Links, VisibleViewSet):
    """Links between zones (iptor:1c)."""

    verb = "inventory.link.add"
    takes, creates = serializers.ConnectZones, staticmethod(actions.link_add)


class LinkRemove(_Links, ActionView):
    verb = "inventory.link.remove"
    takes, calls = serializers.Why, staticmethod(actions.link_remove)

    @extend_schema(responses={204: None})
    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Take a link out of the inventory; the journal keeps that it was, and why it is no more."""
        return super().post(request, *args, **kwargs)

    def answer(self, thing: Any, result: Any) -> Response:
        return Response(status=HTTPStatus.NO_CONTENT)


class ServerPlace(RoleFirst, ActionView):
    """Where a server stands, on what, and in which version."""

    model = Server
    serializer_class = ServerSerializer
    verb = "inventory.server.place"
    takes, calls = serializers.PlaceServer, staticmethod(actions.server_place)

    def related(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.select_related("account", "contract", "zone__location", "runs_on")


class Checks(VisibleView):
    """What of locations, zones and links is not as the caller's policies promise, with the figures."""

    model = Location
    serializer_class = serializers.CheckedSerializer
    pagination_class = None

    def related(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.prefetch_related("zones")

    @extend_schema(responses=serializers.CheckedSerializer(many=True))
    def get(self, request: Request) -> Response:
        links = Link.objects.visible_to(request.user).select_related("zone", "other")
        found = checked(request.user, places_of(self.get_queryset()), pairs_of(links))
        return Response(serializers.CheckedSerializer(found, many=True).data)
