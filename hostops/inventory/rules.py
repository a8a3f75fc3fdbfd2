"""Whether locations, zones and links are as a policy promises (iptor:1a-1c). Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import asin, cos, radians, sin, sqrt

from hostops.policies.schema.places import Links, Locations, ZoneDistance, ZonesPerLocation

# Of the sphere that has the earth's volume; the true figure differs by half a percent at most.
EARTH_KM = 6371.0088


@dataclass(frozen=True)
class Site:
    """A zone with where it stands, in degrees."""

    slug: str
    name: str
    latitude: float
    longitude: float


@dataclass(frozen=True)
class Place:
    """A location with its zones."""

    slug: str
    name: str
    sites: tuple[Site, ...]


@dataclass(frozen=True)
class Finding:
    """What is not as promised: which rule, where, and the figure."""

    sort: str
    clause: str
    location: str
    zones: tuple[str, ...]
    words: str


# Two zones that are connected, by their slugs.
Pair = tuple[str, str]


def distance_km(one: Site, other: Site) -> float:
    """The great circle between two zones, in kilometres, by the haversine formula."""
    north, south = radians(one.latitude), radians(other.latitude)
    east = radians(other.longitude - one.longitude)
    half = sin((south - north) / 2) ** 2 + cos(north) * cos(south) * sin(east / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))


def findings(promised: Locations, places: Sequence[Place], links: Iterable[Pair]) -> list[Finding]:
    """Everything that a policy's locations lack, in the order of its clauses."""
    known = [place for place in places if _is_promised(promised, place)]
    found: list[Finding] = []
    if promised.zones:
        found += _too_few(promised.zones, known)
    if promised.distance:
        found += (finding for place in known for finding in _too_near(promised.distance, place))
    if promised.links and promised.links.required:
        found += _unconnected(promised.links, known, [frozenset(pair) for pair in links])
    return found


def _is_promised(promised: Locations, place: Place) -> bool:
    return promised.zones is None or place.name in promised.zones.names


def _too_few(rule: ZonesPerLocation, places: Sequence[Place]) -> Iterator[Finding]:
    for name in rule.names:
        place = next((place for place in places if place.name == name), None)
        has = len(place.sites) if place else 0
        if has < rule.minimum:
            words = f"{name} has {has} of {rule.minimum} zones" if place else f"{name} is not in the inventory"
            yield Finding("too_few_zones", rule.clause, place.slug if place else "", (), words)


def _too_near(rule: ZoneDistance, place: Place) -> Iterator[Finding]:
    for one, other in combinations(place.sites, 2):
        apart = distance_km(one, other)
        if apart < float(rule.minimum_km):
            # Rounded down, so that 9.996 is not shown as the 10 that it is not.
            shown = f"{int(apart * 100) / 100:.2f}"
            words = f"{one.name} and {other.name} are {shown} km apart, {rule.minimum_km} are promised"
            yield Finding("too_near", rule.clause, place.slug, (one.slug, other.slug), words)


def _unconnected(rule: Links, places: Sequence[Place], links: Sequence[frozenset[str]]) -> Iterator[Finding]:
    linked = {slug for pair in links for slug in pair}
    for place in places:
        own = {site.slug for site in place.sites}
        for site in place.sites:
            if site.slug not in linked:
                yield Finding("no_link", rule.clause, place.slug, (site.slug,), f"{site.name} has no link")
        if len(places) > 1 and not any(len(pair & own) == 1 for pair in links):
            words = f"{place.name} has no link to another location"
            yield Finding("no_way_out", rule.clause, place.slug, (), words)
