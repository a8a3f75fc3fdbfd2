"""Who: accounts, the people of both sides, contracts, servers, software, locations."""

from hostops.accounts.models.companies import Account, Contract
from hostops.accounts.models.people import Person, PersonManager
from hostops.accounts.models.places import Link, Location, Zone
from hostops.accounts.models.servers import Server
from hostops.accounts.models.software import Software, SoftwareRelease
from hostops.accounts.tokens import Token  # a model of this room, beside what it is made of

__all__ = [
    "Account",
    "Contract",
    "Link",
    "Location",
    "Person",
    "PersonManager",
    "Server",
    "Software",
    "SoftwareRelease",
    "Token",
    "Zone",
]
