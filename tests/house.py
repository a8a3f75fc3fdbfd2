"""A small house for tests: account `harbor` on itpdx, account `nordic` on iptor, staff of each role.

`holder`, `contact` and `viewer` are colleagues of harbor; `stranger` is nordic's named contact.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from hostops.accounts.models import Account, Contract, Location, Person, Server, Software, Zone
from hostops.accounts.roles import Role
from hostops.policies.actions import contract_bind
from hostops.policies.models import PolicyVersion

PASSWORD = "correct horse battery"
BEGAN = datetime(2025, 1, 1, tzinfo=UTC)


@dataclass
class House:
    harbor: Account
    nordic: Account
    holder: Person
    contact: Person
    viewer: Person
    stranger: Person
    engineer: Person
    second_engineer: Person
    planner: Person
    manager: Person
    contract: Contract
    nordic_contract: Contract
    server: Server
    unregistered: Server
    nordic_server: Server
    shop: Software
    limited: Software
    foreign: Software

    @property
    def everyone(self) -> list[Person]:
        return [self.holder, self.contact, self.viewer, self.stranger, self.engineer, self.planner, self.manager]


def person(username: str, role: Role, account: Account | None = None, **more: Any) -> Person:
    """Somebody who can sign in with `PASSWORD`."""
    made = Person(
        username=username,
        full_name=username.replace("-", " ").title(),
        email=f"{username}@example.com",
        role=role,
        account=account,
        **more,
    )
    made.set_password(PASSWORD)
    made.save()
    return made


def contract(account: Account, version: PolicyVersion, **more: Any) -> Contract:
    """A paid contract of the account under the version, since `BEGAN`."""
    given: dict[str, Any] = {"fee": "500.00", "starts_at": BEGAN, "title": "Hosting", **more}
    made = Contract.objects.create(account=account, reference=f"C-{account.slug}-{account.contracts.count()}", **given)
    contract_bind(actor=None, contract=made, version=version, binds_from=BEGAN)
    return made


def build_house(itpdx: PolicyVersion, iptor: PolicyVersion) -> House:
    harbor = Account.objects.create(slug="harbor", name="Harbor", timezone="America/Los_Angeles")
    nordic = Account.objects.create(slug="nordic", name="Nordic", timezone="Europe/Stockholm")
    place = Location.objects.create(slug="frankfurt", name="Frankfurt", timezone="Europe/Berlin")
    zone = Zone.objects.create(location=place, slug="fra-1", name="Frankfurt 1", latitude="50.11", longitude="8.68")
    ours, theirs = contract(harbor, itpdx), contract(nordic, iptor)
    online: dict[str, Any] = {"zone": zone, "online_at": BEGAN}
    return House(
        harbor=harbor,
        nordic=nordic,
        holder=person("harbor-holder", Role.ACCOUNT_HOLDER, harbor),
        contact=person("harbor-contact", Role.NAMED_CONTACT, harbor),
        viewer=person("harbor-viewer", Role.VIEWER, harbor),
        stranger=person("nordic-contact", Role.NAMED_CONTACT, nordic),
        engineer=person("engineer", Role.ENGINEER),
        second_engineer=person("engineer-two", Role.ENGINEER),
        planner=person("planner", Role.PLANNER),
        manager=person("manager", Role.MANAGER),
        contract=ours,
        nordic_contract=theirs,
        server=Server.objects.create(account=harbor, contract=ours, hostname="web1", registered_at=BEGAN, **online),
        unregistered=Server.objects.create(account=harbor, contract=ours, hostname="new1", **online),
        nordic_server=Server.objects.create(
            account=nordic, contract=theirs, hostname="erp1", registered_at=BEGAN, **online
        ),
        shop=Software.objects.create(name="Shop", origin="developed"),
        limited=Software.objects.create(
            name="Newsletter", origin="approved", max_severity=3, limit_reason="It is no sales channel."
        ),
        foreign=Software.objects.create(name="Wiki", origin="neither"),
    )
