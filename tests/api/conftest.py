"""Clients of the REST face, each with a token of somebody in the house."""

from collections.abc import Callable

import pytest
from rest_framework.test import APIClient

from hostops.accounts.models import Person
from hostops.accounts.roles import Role, may
from hostops.accounts.token_actions import MAKE, token_make
from hostops.accounts.tokens import Scope
from tests.house import person

Signed = Callable[..., APIClient]


@pytest.fixture
def somebody(db: None) -> Person:
    """An engineer in an empty house: for what needs a caller and nothing else."""
    return person("somebody", Role.ENGINEER)


@pytest.fixture
def signed(db: None) -> Signed:
    """`signed(house.contact)` is a client that calls as that person; `scope="read"` with a token that only reads.

    Who may make no tokens, a viewer, comes with a session.
    """

    def client(whom: Person, scope: str = Scope.WRITE) -> APIClient:
        made = APIClient(raise_request_exception=False)
        if not may(whom, MAKE):
            made.force_login(whom)
            return made
        _, secret = token_make(actor=None, person=whom, name="test", scope=scope)
        made.credentials(HTTP_AUTHORIZATION=f"Bearer {secret}")
        return made

    return client
