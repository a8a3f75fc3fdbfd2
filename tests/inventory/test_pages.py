"""The pages of the inventory: the map with its words, the servers, and what they cost."""

from typing import Any

import pytest
from django.test import Client

from hostops.accounts.models import Server, Zone
from tests.house import BEGAN, House
from tests.inventory.test_places import added

pytestmark = pytest.mark.django_db


def test_what_is_not_as_promised_stands_first_with_its_clause(house: House, client: Client) -> None:
    client.force_login(house.planner)
    page = client.get("/inventory/").content.decode()
    assert "Frankfurt has 1 of 3 zones" in page
    assert "/policies/iptor/#iptor:1a" in page
    assert "Add a zone" in page


def test_customers_see_the_places_and_how_many_of_their_servers_are_there(house: House, client: Client) -> None:
    client.force_login(house.contact)
    page = client.get("/inventory/").content.decode()
    assert "Frankfurt 1" in page
    assert "Add a zone" not in page
    assert 'zone=fra-1">2<' in page


def test_it_costs_the_same_for_many(house: House, client: Client, django_assert_num_queries: Any) -> None:
    client.force_login(house.planner)
    client.get("/inventory/")
    for costs in range(2):
        if costs:
            for number in range(5):
                added(house, f"fra-{number + 10}")
            here = Zone.objects.get(slug="fra-10")
            given = {"account": house.harbor, "contract": house.contract, "registered_at": BEGAN, "zone": here}
            Server.objects.bulk_create(Server(hostname=f"vm{number}", **given) for number in range(30))
        with django_assert_num_queries(10):
            client.get("/inventory/")
        with django_assert_num_queries(5):
            client.get("/inventory/servers/")


def test_servers_are_found_and_taken_away(house: House, client: Client) -> None:
    client.force_login(house.engineer)
    assert "erp1" not in client.get("/inventory/servers/?q=web").content.decode()
    lines = b"".join(client.get("/inventory/servers/servers.csv?q=web")).decode().splitlines()
    assert lines[0] == "server,account,platform,version,location,zone,runs_on"
    assert lines[1] == "web1,harbor,,,Frankfurt,Frankfurt 1,"


def test_a_zone_is_added_by_the_form(house: House, client: Client) -> None:
    client.force_login(house.planner)
    given = {"location": "frankfurt", "name": "Höchst", "slug": "fra-2", "latitude": "", "longitude": "8.5"}
    assert "Without coordinates" in client.post("/inventory/zones/new/", given).content.decode()
    assert client.post("/inventory/zones/new/", given | {"latitude": "50.1"}).status_code == 302
    assert Zone.objects.get(slug="fra-2").name == "Höchst"


def test_a_server_is_placed_by_the_form(house: House, client: Client) -> None:
    client.force_login(house.engineer)
    where = f"/inventory/servers/{house.unregistered.pk}/place/"
    given = {"platform": "linux", "platform_version": "12.8", "zone": "fra-1", "runs_on": house.server.pk}
    assert client.post(where, given).status_code == 302
    assert "12.8" in client.get(f"/inventory/servers/{house.unregistered.pk}/").content.decode()
