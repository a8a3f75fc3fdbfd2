"""Clients of the pages and of the REST face."""

from collections.abc import Callable

import pytest
from django.test import Client
from rest_framework.test import APIClient

from hostops.accounts.models import Person

Browser = Callable[[Person | None], Client]
Caller = Callable[[Person | None], APIClient]


@pytest.fixture
def browser(db: None) -> Browser:
    def signed_in(person: Person | None) -> Client:
        client = Client()
        if person:
            client.force_login(person)
        return client

    return signed_in


@pytest.fixture
def caller(db: None) -> Caller:
    def signed_in(person: Person | None) -> APIClient:
        client = APIClient()
        if person:
            client.force_authenticate(person)
        return client

    return signed_in
