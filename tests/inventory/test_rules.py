"""Distances, and what is not as promised."""

from math import acos, atan2, cos, degrees, hypot, radians, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hostops.inventory.rules import EARTH_KM, Place, Site, distance_km, findings
from hostops.policies.schema.places import Locations

PROMISED = Locations.model_validate(
    {
        "zones": {"clause": "iptor:1a", "names": ["Frankfurt", "Dallas"], "minimum": 3},
        "distance": {"clause": "iptor:1b", "minimum_km": 10},
        "links": {"clause": "iptor:1c", "required": True},
    }
)
FRANKFURT = Place(
    "frankfurt",
    "Frankfurt",
    (
        Site("fra-1", "Ostend", 50.1196, 8.7352),
        Site("fra-2", "Höchst", 50.1, 8.546),
        Site("fra-3", "Friedrichsdorf", 50.247, 8.64),
    ),
)
DALLAS = Place(
    "dallas",
    "Dallas",
    (
        Site("dal-1", "Stemmons", 32.8007, -96.8195),
        Site("dal-2", "Irving", 32.884, -96.94),
        Site("dal-3", "Plano", 33.0, -96.7),
    ),
)
RING = [("fra-1", "fra-2"), ("fra-2", "fra-3"), ("dal-1", "dal-2"), ("dal-2", "dal-3"), ("fra-1", "dal-1")]

latitudes, longitudes = (st.integers(-most, most).map(lambda m: m / 1000) for most in (90_000, 180_000))
sites = st.builds(Site, st.just("x"), st.just("X"), latitudes, longitudes)


def by_vectors(one: Site, other: Site) -> float:
    """The angle between the two places as seen from the middle of the earth: another way than the haversine."""

    def vector(site: Site) -> tuple[float, float, float]:
        north, east = radians(site.latitude), radians(site.longitude)
        return cos(north) * cos(east), cos(north) * sin(east), sin(north)

    (a, b, c), (x, y, z) = vector(one), vector(other)
    across = hypot(b * z - c * y, c * x - a * z, a * y - b * x)
    return EARTH_KM * atan2(across, a * x + b * y + c * z)


@given(sites, sites)
def test_the_great_circle_agrees_with_the_angle_of_vectors(one: Site, other: Site) -> None:
    assert distance_km(one, other) == pytest.approx(by_vectors(one, other), abs=0.2)
    assert distance_km(one, other) == distance_km(other, one)


@given(st.integers(-80, 80), longitudes, st.integers(1, 3000).map(lambda n: n / 100))
def test_so_far_along_a_meridian_is_so_far(latitude: int, longitude: float, km: float) -> None:
    away = Site("y", "Y", latitude + degrees(km / EARTH_KM), longitude)
    assert distance_km(Site("x", "X", latitude, longitude), away) == pytest.approx(km, rel=1e-6)


def test_a_known_distance() -> None:
    """Frankfurt to Sydney, by the spherical law of cosines."""
    fra, syd = Site("a", "A", 50.1, 8.7), Site("b", "B", -33.9, 151.2)
    angle = acos(
        sin(radians(50.1)) * sin(radians(-33.9)) + cos(radians(50.1)) * cos(radians(-33.9)) * cos(radians(151.2 - 8.7))
    )
    assert distance_km(fra, syd) == pytest.approx(EARTH_KM * angle, rel=1e-9)


def test_all_is_as_promised() -> None:
    assert findings(PROMISED, [FRANKFURT, DALLAS], RING) == []


def test_two_zones_are_too_few_and_a_location_may_be_missing() -> None:
    short = Place("frankfurt", "Frankfurt", FRANKFURT.sites[:2])
    found = findings(PROMISED, [short], [("fra-1", "fra-2")])
    assert [(one.sort, one.clause, one.words) for one in found] == [
        ("too_few_zones", "iptor:1a", "Frankfurt has 2 of 3 zones"),
        ("too_few_zones", "iptor:1a", "Dallas is not in the inventory"),
    ]


def test_zones_too_near_are_named_with_the_figure_rounded_down() -> None:
    near = Place("frankfurt", "Frankfurt", (*FRANKFURT.sites, Site("fra-4", "Next door", 50.2094, 8.7352)))
    found = [one for one in findings(PROMISED, [near, DALLAS], [*RING, ("fra-3", "fra-4")]) if one.sort == "too_near"]
    assert [(one.zones, one.words) for one in found] == [
        (("fra-1", "fra-4"), "Ostend and Next door are 9.98 km apart, 10 are promised"),
        (("fra-3", "fra-4"), "Friedrichsdorf and Next door are 7.95 km apart, 10 are promised"),
    ]


def test_a_zone_alone_and_a_location_alone() -> None:
    found = findings(PROMISED, [FRANKFURT, DALLAS], [("fra-1", "fra-2"), ("dal-1", "dal-2"), ("dal-2", "dal-3")])
    assert [(one.sort, one.words) for one in found] == [
        ("no_link", "Friedrichsdorf has no link"),
        ("no_way_out", "Frankfurt has no link to another location"),
        ("no_way_out", "Dallas has no link to another location"),
    ]


def test_places_that_nobody_promised_are_not_asked_about() -> None:
    garage = Place("garage", "Garage", (Site("g", "Garage", 0, 0),))
    assert findings(PROMISED, [FRANKFURT, DALLAS, garage], RING) == []
