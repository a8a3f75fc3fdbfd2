"""Pages of the case desk, asked for as a browser does."""

from collections.abc import Callable

import pytest
from django.test import Client

from hostops.accounts.models import Account, Person
from hostops.accounts.roles import Role
from hostops.policies.models import PolicyVersion
from tests.house import House, contract, person

Browser = Callable[[Person], Client]


@pytest.fixture
def browser(db: None) -> Browser:
    """`browser(house.engineer)` is a client that this person is signed in at."""

    def signed_in(person: Person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return signed_in


@pytest.fixture
def neighbour(house: House, itpdx: PolicyVersion) -> Person:
    """The named contact of a second account under harbor's policy, `cove`."""
    cove = Account.objects.create(slug="cove", name="Cove")
    contract(cove, itpdx)
    return person("cove-contact", Role.NAMED_CONTACT, cove)
