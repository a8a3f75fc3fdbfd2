"""`/inventory/`: the map, the places with their zones and links, and what is not as promised."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse

from hostops.accounts.models import Link, Location, Server
from hostops.accounts.roles import may
from hostops.inventory.drawing import Marks, map_of, world_of
from hostops.inventory.rules import Finding, Pair, Place
from hostops.inventory.standing import checked, pairs_of, places_of
from hostops.web.pages import VisiblePage


class InventoryPage(VisiblePage):
    """Ten statements for staff, however many places and servers."""

    model = Location
    template_name = "inventory/overview.html"

    def rows(self) -> QuerySet[Any]:
        return super().rows().prefetch_related("zones")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        locations = list(self.rows())
        links = list(Link.objects.visible_to(self.reader).select_related("zone", "other"))
        places, pairs = places_of(locations), pairs_of(links)
        policies = checked(self.reader, places, pairs)
        findings = [finding for one in policies for finding in one.findings]
        wanting = frozenset(one.location for one in findings)
        return self.show(
            locations=self._shown(locations, places, links, pairs, findings),
            world=world_of(places, pairs, Marks(wanting, frozenset())),
            wanting=wanting,
            policies=policies,
            may_add=may(self.reader, "inventory.zone.add"),
        )

    def _shown(
        self, locations: list[Any], places: list[Place], links: list[Link], pairs: list[Pair], found: list[Finding]
    ) -> list[Any]:
        """Each location with its map, its links, and how many of the reader's servers stand in each zone."""
        marks, many = _marks(found), self._servers()
        for location, place in zip(locations, places, strict=True):
            own = {zone.pk for zone in location.zones.all()}
            location.map = map_of(place, pairs, marks)
            location.links = [link for link in links if {link.zone_id, link.other_id} & own]
            location.rows = [(zone, many.get(zone.pk, 0), zone.slug in marks.zones) for zone in location.zones.all()]
            location.servers = sum(servers for _, servers, _ in location.rows)
        return locations

    def _servers(self) -> dict[int, int]:
        standing = Server.objects.visible_to(self.reader).filter(~Q(zone=None), retired_at=None).order_by()
        return dict(standing.values_list("zone").annotate(many=Count("pk")))


def _marks(found: list[Finding]) -> Marks:
    alone = {slug for one in found if one.sort == "no_link" for slug in one.zones}
    return Marks(frozenset(alone), frozenset(frozenset(one.zones) for one in found if one.sort == "too_near"))
