"""`/accounts/` and its neighbours: what each shows to whom, and what a list costs."""

from typing import Any

import pytest

from hostops.accounts.models import Contract, Location, Person, Server, Software, SoftwareRelease, Zone
from hostops.policies.actions import contract_bind
from tests.api.conftest import Signed
from tests.conftest import TUESDAY
from tests.house import BEGAN, House

LISTS = ["accounts", "contacts", "contracts", "servers", "software", "locations", "policies"]


def rows(client: Any, path: str, **query: str) -> list[dict[str, Any]]:
    answer = client.get(f"/api/v1/{path}/", query)
    assert answer.status_code == 200, answer.content
    found: list[dict[str, Any]] = answer.json()["results"]
    return found


def values(client: Any, path: str, field: str, **query: str) -> list[Any]:
    return [row[field] for row in rows(client, path, **query)]


def test_customers_see_their_own_account_and_staff_all(house: House, signed: Signed) -> None:
    for path, field, own, all_of_them in (
        ("accounts", "slug", ["harbor"], ["harbor", "nordic"]),
        ("servers", "hostname", ["new1", "web1"], ["erp1", "new1", "web1"]),
        ("policies", "id", ["itpdx"], ["iptor", "itpdx"]),
        ("contacts", "username", ["harbor-holder", "harbor-contact", "harbor-viewer"], None),
    ):
        assert values(signed(house.holder), path, field) == own
        if all_of_them:
            assert values(signed(house.planner), path, field) == all_of_them


def test_contacts_are_customers_alone(house: House, signed: Signed) -> None:
    assert set(values(signed(house.manager), "contacts", "account")) == {"harbor", "nordic"}
    assert signed(house.manager).get(f"/api/v1/contacts/{house.engineer.pk}/").status_code == 404


def test_what_everybody_may_see(house: House, signed: Signed) -> None:
    for person in (house.viewer, house.manager):
        assert values(signed(person), "software", "name") == ["Newsletter", "Shop", "Wiki"]
        assert values(signed(person), "locations", "slug") == ["frankfurt"]


@pytest.mark.parametrize(
    ("who", "seen", "fee"),
    [
        ("holder", ["C-harbor-0"], "500.00"),
        ("contact", [], None),
        ("viewer", [], None),
        ("stranger", [], None),
        ("manager", ["C-harbor-0", "C-nordic-0"], "500.00"),
        ("engineer", ["C-harbor-0", "C-nordic-0"], None),
        ("planner", ["C-harbor-0", "C-nordic-0"], None),
    ],
)
def test_contracts_are_for_holders_and_staff_and_fees_for_fewer(
    house: House, signed: Signed, who: str, seen: list[str], fee: str | None
) -> None:
    found = rows(signed(getattr(house, who)), "contracts")
    assert [row["reference"] for row in found] == seen
    assert {row["fee"] for row in found} <= {fee}
    assert {row["currency"] for row in found} <= {fee and "USD"}


def test_a_contract_shows_the_policy_that_binds_it_now(house: House, signed: Signed, iptor: Any, tuesday: Any) -> None:
    client, path = signed(house.holder), f"/api/v1/contracts/{house.contract.reference}/"
    contract_bind(actor=None, contract=house.contract, version=iptor, binds_from=TUESDAY.replace(hour=18))
    assert client.get(path).json()["policy"] == {"id": "itpdx", "version": 1}
    contract_bind(actor=None, contract=house.contract, version=iptor, binds_from=TUESDAY)
    assert client.get(path).json()["policy"] == {"id": "iptor", "version": 1}


def test_a_contract_that_nothing_binds(house: House, signed: Signed) -> None:
    Contract.objects.create(account=house.harbor, reference="C-bare", title="x", fee="1")
    assert signed(house.holder).get("/api/v1/contracts/C-bare/").json()["policy"] is None


def test_a_server_shows_where_it_stands_and_whether_it_is_registered(house: House, signed: Signed) -> None:
    registered, bare = rows(signed(house.manager), "servers", account="harbor", ordering="-hostname")
    assert registered == {
        "id": house.server.pk,
        "hostname": "web1",
        "account": "harbor",
        "contract": "C-harbor-0",
        "zone": "fra-1",
        "location": "frankfurt",
        "platform": "",
        "platform_version": "",
        "host_machine": "",
        "runs_on": None,
        "online_at": "2025-01-01T00:00:00Z",
        "registered": True,
        "registered_at": "2025-01-01T00:00:00Z",
        "retired_at": None,
    }
    assert (bare["registered"], bare["registered_at"]) == (False, None)
    Server.objects.filter(pk=house.server.pk).update(retired_at=TUESDAY, zone=None)
    retired = signed(house.manager).get(f"/api/v1/servers/{house.server.pk}/").json()
    assert (retired["registered"], retired["zone"], retired["location"]) == (False, None, None)


@pytest.mark.parametrize(
    ("path", "query", "field", "found"),
    [
        ("accounts", {"slug": "nordic"}, "name", ["Nordic"]),
        ("accounts", {"name": "Harbor"}, "slug", ["harbor"]),
        ("contacts", {"account": "nordic"}, "username", ["nordic-contact"]),
        ("contacts", {"username": "NORDIC-contact"}, "role", ["named_contact"]),
        ("contacts", {"role": "viewer"}, "username", ["harbor-viewer"]),
        ("contacts", {"is_active": "false"}, "username", []),
        ("contracts", {"account": "harbor"}, "reference", ["C-harbor-0"]),
        ("servers", {"hostname": "WEB1"}, "account", ["harbor"]),
        ("servers", {"location": "frankfurt", "account": "nordic"}, "hostname", ["erp1"]),
        ("servers", {"registered": "false"}, "hostname", ["new1"]),
        ("software", {"origin": "approved"}, "name", ["Newsletter"]),
        ("software", {"name": "Shop"}, "origin", ["developed"]),
        ("locations", {"slug": "dallas"}, "slug", []),
        ("policies", {"id": "iptor"}, "id", ["iptor"]),
    ],
)
def test_filters(house: House, signed: Signed, path: str, query: dict[str, str], field: str, found: list[str]) -> None:
    assert values(signed(house.manager), path, field, **query) == found


def test_software_shows_its_releases_and_its_limit(house: House, signed: Signed) -> None:
    SoftwareRelease.objects.create(software=house.limited, version="2.1", ready_at=BEGAN.date())
    (shown,) = rows(signed(house.contact), "software", name="Newsletter")
    assert shown["releases"] == [{"version": "2.1", "ready_at": "2025-01-01"}]
    assert (shown["max_severity"], shown["limit_reason"]) == (3, "It is no sales channel.")


def test_a_location_shows_its_zones(house: House, signed: Signed) -> None:
    shown = signed(house.contact).get("/api/v1/locations/frankfurt/").json()
    assert shown["zones"] == [{"slug": "fra-1", "name": "Frankfurt 1", "latitude": 50.11, "longitude": 8.68}]


@pytest.mark.parametrize(
    ("path", "mine"),
    [("accounts/{harbor.slug}", True), ("contacts/{holder.pk}", True), ("servers/{server.pk}", True),
     ("contracts/{contract.reference}", True), ("policies/itpdx", True), ("policies/iptor", False)],
)  # fmt: skip
def test_a_foreign_object_answers_as_one_that_does_not_exist(
    house: House, signed: Signed, path: str, mine: bool
) -> None:
    address = f"/api/v1/{path.format(**vars(house))}/"
    missing = signed(house.stranger).get("/api/v1/accounts/no-such/")
    theirs = signed(house.stranger if mine else house.contact).get(address)
    assert (theirs.status_code, theirs.content) == (404, missing.content)
    assert signed(house.holder if mine else house.manager).get(address).status_code == 200


@pytest.mark.parametrize("path", LISTS)
def test_a_list_costs_the_same_however_long(
    house: House, signed: Signed, path: str, django_assert_max_num_queries: Any
) -> None:
    client = signed(house.manager)
    rows(client, path)
    with django_assert_max_num_queries(10) as before:
        first = rows(client, path)
    grow(house)
    with django_assert_max_num_queries(len(before.captured_queries)):
        assert len(rows(client, path)) > len(first) or path in ("policies", "accounts")
    assert len(before.captured_queries) <= 3


def grow(house: House) -> None:
    for number in range(5):
        Person.objects.create(username=f"p{number}", full_name="x", role="viewer", account=house.nordic)
        more = Contract.objects.create(account=house.harbor, reference=f"C-{number}", title="x", fee="1")
        contract_bind(actor=None, contract=more, version=house.contract.bindings.get().version, binds_from=BEGAN)
        place = Location.objects.create(slug=f"place{number}", name="x", timezone="UTC")
        zone = Zone.objects.create(location=place, slug=f"z{number}", name="x", latitude=1, longitude=1)
        Server.objects.create(account=house.harbor, contract=more, hostname=f"h{number}", zone=zone)
        software = Software.objects.create(name=f"s{number}", origin="neither")
        SoftwareRelease.objects.create(software=software, version="1", ready_at=BEGAN.date())
