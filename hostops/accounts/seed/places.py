"""Three locations of three zones each, the zones of a location at least 10 km apart (iptor:1a, 1b)."""

from typing import NamedTuple

from hostops.accounts.models import Link, Location, Zone


class Site(NamedTuple):
    slug: str
    name: str
    latitude: str
    longitude: str


class Place(NamedTuple):
    slug: str
    name: str
    timezone: str
    sites: tuple[Site, Site, Site]


PLACES = (
    Place(
        "frankfurt",
        "Frankfurt",
        "Europe/Berlin",
        (
            Site("fra-1", "Frankfurt 1, Ostend", "50.11960", "8.73520"),
            Site("fra-2", "Frankfurt 2, Höchst", "50.10000", "8.54600"),
            Site("fra-3", "Frankfurt 3, Friedrichsdorf", "50.24700", "8.64000"),
        ),
    ),
    Place(
        "dallas",
        "Dallas",
        "America/Chicago",
        (
            Site("dal-1", "Dallas 1, Stemmons", "32.80070", "-96.81950"),
            Site("dal-2", "Dallas 2, Irving", "32.88400", "-96.94000"),
            Site("dal-3", "Dallas 3, Plano", "33.01980", "-96.69890"),
        ),
    ),
    Place(
        "sydney",
        "Sydney",
        "Australia/Sydney",
        (
            Site("syd-1", "Sydney 1, Ultimo", "-33.87900", "151.19800"),
            Site("syd-2", "Sydney 2, Macquarie Park", "-33.77700", "151.12500"),
            Site("syd-3", "Sydney 3, Eastern Creek", "-33.80300", "150.85200"),
        ),
    ),
)


class Cable(NamedTuple):
    """A link; within a location a ring, between locations one line each way round."""

    zone: str
    other: str
    medium: str


CABLES = (
    *(Cable(f"{name}-{a}", f"{name}-{b}", "dark fibre") for name in ("fra", "dal", "syd") for a, b in ((1, 2), (2, 3))),
    Cable("fra-1", "fra-3", "dark fibre"),
    Cable("fra-1", "dal-1", "carrier, 10 Gbit/s"),
    Cable("dal-3", "syd-1", "carrier, 10 Gbit/s"),
)


def make_places() -> dict[str, Zone]:
    """The zones, by slug."""
    zones = {}
    for place in PLACES:
        location = Location.objects.create(slug=place.slug, name=place.name, timezone=place.timezone)
        for site in place.sites:
            zones[site.slug] = Zone.objects.create(
                location=location, slug=site.slug, name=site.name, latitude=site.latitude, longitude=site.longitude
            )
    for cable in CABLES:
        first, second = sorted((zones[cable.zone], zones[cable.other]), key=lambda zone: zone.pk)
        Link.objects.create(zone=first, other=second, medium=cable.medium)
    return zones
