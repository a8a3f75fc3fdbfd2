"""Writing down where things stand, by actions and by REST."""

from decimal import Decimal
from typing import Any

import pytest

from hostops.accounts.models import Link, Location, Zone
from hostops.inventory.actions import link_add, link_remove, zone_add, zone_change
from hostops.journal.models import Entry
from hostops.lib.errors import BadField, NotAllowed, NotPossible
from tests.house import House

pytestmark = pytest.mark.django_db


def added(house: House, slug: str = "fra-2", **more: Any) -> Zone:
    given: dict[str, Any] = {"name": slug.upper(), "latitude": Decimal("50.1"), "longitude": Decimal("8.5"), **more}
    return zone_add(actor=house.planner, location=Location.objects.get(), slug=slug, **given)


def test_a_zone_needs_coordinates(house: House) -> None:
    with pytest.raises(BadField) as refused:
        added(house, latitude=None, longitude=None)
    assert sorted(refused.value.errors) == ["latitude", "longitude"]
    with pytest.raises(BadField, match="from -90 to 90"):
        added(house, latitude=Decimal("90.1"))
    assert Zone.objects.count() == 1


def test_a_link_has_no_direction_and_is_there_once(house: House) -> None:
    one, other = Zone.objects.get(), added(house)
    link_add(actor=house.planner, zone=other, other=one, medium="dark fibre")
    with pytest.raises(NotPossible, match="connected already"):
        link_add(actor=house.planner, zone=one, other=other)
    with pytest.raises(BadField):
        link_add(actor=house.planner, zone=one, other=one)


def test_a_link_that_goes_leaves_its_reason(house: House) -> None:
    link = link_add(actor=house.planner, zone=Zone.objects.get(), other=added(house))
    with pytest.raises(BadField):
        link_remove(actor=house.planner, link=link, reason=" ")
    link_remove(actor=house.planner, link=link, reason="The carrier went out of business.")
    assert not Link.objects.exists()
    assert Entry.objects.get(verb="inventory.link.removed").reason == "The carrier went out of business."


def test_a_zone_moves_and_the_journal_keeps_from_where(house: House) -> None:
    zone_change(actor=house.planner, zone=Zone.objects.get(), name="Ostend", latitude=Decimal(50), longitude=Decimal(9))
    entry = Entry.objects.get(verb="inventory.zone.changed")
    assert (entry.before["latitude"], entry.after["latitude"]) == ("50.11000", "50.00000")


def test_customers_and_engineers_write_no_places_down(house: House) -> None:
    for somebody in (house.holder, house.contact, house.engineer):
        with pytest.raises(NotAllowed):
            zone_add(
                actor=somebody, location=Location.objects.get(), slug="x", name="X", latitude=Decimal(1),
                longitude=Decimal(1),
            )  # fmt: skip


def test_by_rest(house: House, signed: Any) -> None:
    client = signed(house.planner)
    body = {"location": "frankfurt", "slug": "fra-2", "name": "Höchst", "latitude": 50.1, "longitude": 8.546}
    assert client.post("/api/v1/zones/", body, format="json").status_code == 201
    refused = client.post("/api/v1/zones/", {"location": "frankfurt", "slug": "fra-3", "name": "X"}, format="json")
    assert refused.status_code == 400
    assert [error["pointer"] for error in refused.json()["errors"]] == ["/latitude", "/longitude"]
    link = client.post("/api/v1/links/", {"zone": "fra-2", "other": "fra-1"}, format="json")
    assert link.json() | {"id": 0} == {"id": 0, "zone": "fra-1", "other": "fra-2", "medium": ""}
    again = client.post("/api/v1/links/", {"zone": "fra-1", "other": "fra-2"}, format="json")
    assert again.status_code == 409
    assert client.post(f"/api/v1/links/{link.json()['id']}/remove/", {"reason": "x"}, format="json").status_code == 204


def test_checks_by_rest_are_those_of_the_callers_policy(house: House, signed: Any) -> None:
    [found] = signed(house.stranger).get("/api/v1/inventory/checks/").json()
    assert found["policy"] == "iptor"
    assert [one["words"] for one in found["findings"]] == [
        "Frankfurt has 1 of 3 zones",
        "Dallas is not in the inventory",
        "Sydney is not in the inventory",
        "Frankfurt 1 has no link",
    ]
    assert signed(house.contact).get("/api/v1/inventory/checks/").json() == []
