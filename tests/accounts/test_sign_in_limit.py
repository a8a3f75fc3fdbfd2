"""Guessing passwords: after so many failures of a name, or from an address, the door waits."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from hostops.lib.now import moved_to
from tests.house import PASSWORD, House

LOGIN = "/accounts/login/"
# The beginning of a window of 300 seconds.
BEGIN = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def limits(settings: Any) -> None:
    settings.SIGN_IN_ATTEMPTS = 3
    settings.SIGN_IN_ATTEMPTS_PER_ADDRESS = 6
    settings.SIGN_IN_WINDOW_SECONDS = 300


def tried(client: Client, name: str = "engineer", password: str = "wrong", address: str = "192.0.2.1") -> int:
    return client.post(LOGIN, {"username": name, "password": password}, REMOTE_ADDR=address).status_code


def test_a_name_waits_even_with_the_right_password_and_in_any_case(house: House, client: Client) -> None:
    with moved_to(BEGIN):
        assert [tried(client, name) for name in ("engineer", "ENGINEER", " engineer ")] == [200, 200, 200]
        assert tried(client, password=PASSWORD) == 429


def test_it_says_how_long(house: House, client: Client) -> None:
    with moved_to(BEGIN + timedelta(seconds=60)):
        for _ in range(3):
            tried(client)
        answer = client.post(LOGIN, {"username": "engineer", "password": "wrong"})
    assert answer["Retry-After"] == "240"
    assert "4 min" in answer.content.decode()


def test_and_no_longer(house: House, client: Client) -> None:
    with moved_to(BEGIN):
        for _ in range(4):
            tried(client)
    with moved_to(BEGIN + timedelta(seconds=300)):
        assert tried(client, password=PASSWORD) == 302


def test_another_name_need_not_wait(house: House, client: Client) -> None:
    with moved_to(BEGIN):
        for _ in range(4):
            tried(client)
        assert tried(client, "manager", PASSWORD) == 302


def test_an_address_waits_whatever_the_name(house: House, client: Client) -> None:
    with moved_to(BEGIN):
        assert {tried(client, f"guess{n}") for n in range(6)} == {200}
        assert tried(client, "manager", PASSWORD) == 429
        assert tried(client, "manager", PASSWORD, address="192.0.2.2") == 302


def test_coming_in_is_no_failure(house: House, client: Client) -> None:
    with moved_to(BEGIN):
        for _ in range(8):
            assert tried(client, password=PASSWORD) == 302
            client.post("/accounts/logout/")


def test_without_a_cache_people_still_come_in(house: House, client: Client, settings: Any) -> None:
    unreachable = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
    settings.CACHES = {"default": unreachable}
    assert tried(client, password=PASSWORD) == 302
