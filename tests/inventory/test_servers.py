"""Where servers stand, and on what."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from hostops.accounts.models import Server
from hostops.inventory.actions import server_place
from hostops.journal.models import Entry
from hostops.lib.errors import BadField, NotAllowed
from tests.house import House

pytestmark = pytest.mark.django_db


def on(house: House, server: Server, host: Server | None, **more: Any) -> Server:
    given: dict[str, Any] = {"platform": "linux", "zone": server.zone, **more}
    return server_place(actor=house.engineer, server=server, runs_on=host, **given)


def test_a_server_stands_on_another_in_a_version(house: House) -> None:
    placed = on(house, house.unregistered, house.server, platform_version="12.8")
    assert (placed.runs_on, placed.platform_version) == (house.server, "12.8")
    entry = Entry.objects.get(verb="inventory.server.placed")
    assert (entry.before["runs_on"], entry.after["runs_on"]) == (None, "web1")


def test_a_circle_of_hosts_is_refused_with_its_members(house: House) -> None:
    on(house, house.unregistered, house.server)
    with pytest.raises(BadField, match="web1 would stand on itself: new1, which stands on web1"):
        on(house, house.server, house.unregistered)
    with pytest.raises(BadField, match="would stand on itself"):
        on(house, house.server, house.server)


def test_the_database_refuses_a_circle_of_three(house: House) -> None:
    third = Server.objects.create(
        account=house.harbor, contract=house.contract, hostname="vm3", runs_on=house.unregistered
    )
    Server.objects.filter(pk=house.unregistered.pk).update(runs_on=house.server)
    with pytest.raises(IntegrityError, match="would stand on itself"), transaction.atomic():
        Server.objects.filter(pk=house.server.pk).update(runs_on=third)


def test_a_guest_stands_where_its_host_is(house: House) -> None:
    with pytest.raises(BadField, match="stands in Frankfurt 1"):
        on(house, house.unregistered, house.server, zone=None)
    on(house, house.unregistered, house.server)
    with pytest.raises(BadField, match="new1 run on it"):
        on(house, house.server, None, zone=None)


def test_a_host_is_a_server_or_a_name_and_not_retired(house: House, tuesday: Any) -> None:
    with pytest.raises(BadField, match="not both"):
        on(house, house.unregistered, house.server, host_machine="esx-4")
    Server.objects.filter(pk=house.server.pk).update(retired_at=tuesday)
    house.server.refresh_from_db()
    with pytest.raises(BadField, match="retired"):
        on(house, house.unregistered, house.server)


def test_customers_do_not_place_servers(house: House) -> None:
    with pytest.raises(NotAllowed):
        server_place(actor=house.holder, server=house.server, platform="linux")


def test_by_rest_a_circle_is_400_at_its_field(house: House, signed: Any) -> None:
    on(house, house.unregistered, house.server)
    body = {"platform": "linux", "zone": "fra-1", "runs_on": house.unregistered.pk}
    answer = signed(house.engineer).post(f"/api/v1/servers/{house.server.pk}/place/", body, format="json")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["pointer"] == "/runs_on"


def test_another_accounts_machine_is_not_named_to_a_customer(house: House, client: Client, signed: Any) -> None:
    on(house, house.nordic_server, house.server, platform="powervs")
    client.force_login(house.stranger)
    for path in ("/inventory/servers/", f"/inventory/servers/{house.nordic_server.pk}/"):
        page = client.get(path).content.decode()
        assert "a shared machine" in page
        assert "web1" not in page
    assert "web1" not in b"".join(client.get("/inventory/servers/servers.csv")).decode()
    assert signed(house.stranger).get(f"/api/v1/servers/{house.nordic_server.pk}/").json()["runs_on"] is None
    client.force_login(house.engineer)
    assert "web1" in client.get(f"/inventory/servers/{house.nordic_server.pk}/").content.decode()
