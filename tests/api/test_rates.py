"""How often one may call: 429 with `Retry-After`, for a person and for an address."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from redis.exceptions import ConnectionError as CacheIsDown
from rest_framework.test import APIClient

from hostops.accounts.models import Person
from hostops.accounts.roles import Role
from hostops.api.throttling import parse_rate
from hostops.lib.now import moved_to
from tests.api.conftest import Signed
from tests.conftest import TUESDAY
from tests.house import person

ME = "/api/v1/me/"


@pytest.fixture(autouse=True)
def _narrow(settings: Any) -> None:
    rates = {"user": "3/min", "anon": "2/min"}
    settings.REST_FRAMEWORK = settings.REST_FRAMEWORK | {"DEFAULT_THROTTLE_RATES": rates}


def statuses(client: APIClient, count: int) -> list[int]:
    return [client.get(ME).status_code for _ in range(count)]


def test_a_person_past_the_rate_is_told_when_to_come_again(somebody: Person, signed: Signed) -> None:
    client = signed(somebody)
    with moved_to(TUESDAY + timedelta(seconds=18)):
        assert statuses(client, 3) == [200, 200, 200]
        refused = client.get(ME)
    assert refused.status_code == 429
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert refused.headers["Retry-After"] == "42"
    with moved_to(TUESDAY + timedelta(seconds=60)):
        assert statuses(client, 1) == [200]


def test_calls_are_counted_by_person_over_all_their_tokens(somebody: Person, signed: Signed) -> None:
    with moved_to(TUESDAY):
        assert statuses(signed(somebody), 3) == [200] * 3
        assert statuses(signed(somebody), 1) == [429]
        assert statuses(signed(person("other", Role.ENGINEER)), 1) == [200]


def test_without_a_sign_in_the_address_is_counted_wrong_tokens_too(db: None) -> None:
    guesser = APIClient()
    guesser.credentials(HTTP_AUTHORIZATION="Bearer hostops_guess")
    with moved_to(TUESDAY):
        assert statuses(APIClient(), 1) == [401]
        assert statuses(guesser, 2) == [401, 429]
        assert APIClient().get(ME, REMOTE_ADDR="192.0.2.7").status_code == 401


def test_what_describes_the_face_is_bounded_as_well(db: None) -> None:
    with moved_to(TUESDAY):
        found = [APIClient().get("/api/v1/schema/").status_code for _ in range(3)]
    assert found == [200, 200, 429]


def test_without_the_cache_calls_are_answered(
    somebody: Person, signed: Signed, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(*_: Any, **__: Any) -> None:
        raise CacheIsDown

    client = signed(somebody)
    monkeypatch.setattr(type(cache._connections[cache._alias]), "add", down)  # type: ignore[attr-defined]
    assert statuses(client, 9) == [200] * 9


@pytest.mark.parametrize("rate", ["", "10", "ten/min", "10/fortnight", "0/min", "-1/min"])
def test_a_rate_that_is_none_is_refused(rate: str) -> None:
    with pytest.raises(ValueError, match="is no rate"):
        parse_rate(rate)


def test_rates_are_read(settings: Any) -> None:
    assert [parse_rate(rate) for rate in ("5/sec", "10/min", "1/hour", "2/day")] == [
        (5, 1), (10, 60), (1, 3600), (2, 86_400),
    ]  # fmt: skip
