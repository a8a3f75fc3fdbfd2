"""Accounts, people and contracts of the bench: 200 accounts, alternately on both policies."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hostops.accounts.models import Account, Contract, Person, Server
from hostops.accounts.roles import Role
from hostops.policies.actions import contract_bind, policy_publish
from hostops.policies.loading import bundled, load
from hostops.policies.models import PolicyVersion

ACCOUNTS = 200


@dataclass(frozen=True)
class Tenant:
    account: Account
    contract: Contract
    server: Server
    contact: Person
    version: PolicyVersion


@dataclass(frozen=True)
class World:
    tenants: list[Tenant]
    engineers: list[Person]
    manager: Person


def build_world() -> World:
    """Make them through the actions; a year and a half ago, so that any receipt is under contract."""
    versions = [policy_publish(actor=None, document=load(path)) for path in bundled()]
    began = datetime.now(UTC) - timedelta(days=540)
    tenants = [_tenant(number, versions[number % 2], began) for number in range(ACCOUNTS)]
    engineers = [_person(f"engineer-{number}", Role.ENGINEER, None) for number in range(10)]
    return World(tenants, engineers, _person("bench-manager", Role.MANAGER, None))


def _tenant(number: int, version: PolicyVersion, began: datetime) -> Tenant:
    account = Account.objects.create(slug=f"account-{number}", name=f"Account {number}")
    contract = Contract.objects.create(
        account=account, reference=f"C-{number}", title="Hosting", fee="900", starts_at=began
    )
    contract_bind(
        actor=None,
        contract=contract,
        version=version,
        binds_from=began,
        # the caps of the contract are not what is measured: no case of the bench may be held
        overrides=[("cases.caps", None, "bench")] if version.policy.slug == "itpdx" else (),
    )
    server = Server.objects.create(
        account=account, contract=contract, hostname=f"web-{number}", online_at=began, registered_at=began
    )
    return Tenant(account, contract, server, _person(f"contact-{number}", Role.NAMED_CONTACT, account), version)


def _person(name: str, role: Role, account: Account | None) -> Person:
    made: Person = Person.objects.create(
        username=name, full_name=name.title(), email=f"{name}@example.com", role=role, account=account, password="!"
    )
    return made
