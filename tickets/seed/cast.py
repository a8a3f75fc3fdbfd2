"""Who plays in the demo's cases: the customers by contract, and the staff."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from zoneinfo import ZoneInfo

from hostops.accounts.models import Account, Contract, Person, Server, Software
from hostops.accounts.roles import Role
from hostops.policies.binding import bound

_REPORTERS = (Role.NAMED_CONTACT, Role.ACCOUNT_HOLDER)


@dataclass(frozen=True)
class Client:
    """One contract's side: who reports, on which machines, in whose office hours it is answered."""

    account: Account
    contract: Contract
    people: Sequence[Person]
    servers: Sequence[Server]
    unregistered: Sequence[Server]
    levels: tuple[int, ...]
    priority: tuple[int, ...]
    office: ZoneInfo

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.account.timezone)

    @property
    def contact(self) -> Person:
        """The one who writes most."""
        return self.people[0]


@dataclass(frozen=True)
class Cast:
    random: Random
    clients: dict[str, Client]
    engineers: Sequence[Person]
    manager: Person
    software: dict[str, Software]

    def engineer(self, client: Client) -> Person:
        """One who takes a case of the client; those awake in its office hours take most."""
        near = [4 if person.timezone == client.office.key else 1 for person in self.engineers]
        return self.random.choices(self.engineers, near)[0]


def gather(random: Random) -> Cast:
    staff = Person.objects.filter(account=None).order_by("pk")
    contracts = Contract.objects.select_related("account").order_by("reference")
    return Cast(
        random=random,
        clients={contract.reference: _client(contract) for contract in contracts},
        engineers=list(staff.filter(role=Role.ENGINEER)),
        manager=staff.filter(role=Role.MANAGER)[0],
        software={software.name: software for software in Software.objects.all()},
    )


def _client(contract: Contract) -> Client:
    people = Person.objects.filter(account=contract.account, role__in=_REPORTERS)
    servers = list(contract.servers.order_by("hostname"))
    document = bound(contract, contract.starts_at or contract.bindings.latest("binds_from").binds_from).document
    levels = document.cases.levels()
    return Client(
        account=contract.account,
        contract=contract,
        people=sorted(people, key=lambda person: (_REPORTERS.index(Role(person.role)), person.pk)),
        servers=[server for server in servers if server.registered_at],
        unregistered=[server for server in servers if not server.registered_at],
        levels=levels,
        priority=tuple(level for level in levels if document.cases.is_priority(level)),
        office=ZoneInfo(document.policy.timezone),
    )
