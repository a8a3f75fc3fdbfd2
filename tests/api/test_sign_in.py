"""Who gets in: by token, by session with CSRF, and what a token that only reads is refused."""

import pytest
from rest_framework.test import APIClient

from hostops.accounts.token_actions import token_make
from tests.api.conftest import Signed
from tests.api.rows import alert, clock, subject
from tests.conftest import TUESDAY
from tests.house import PASSWORD, House

DEADLINE = {"start": "2026-03-27T16:00:00+01:00", "duration": "PT8H", "time": "elapsed"}


@pytest.fixture
def acknowledge(house: House) -> str:
    """The address of something that changes something."""
    about = subject(house.harbor)
    return (
        f"/api/v1/alerts/{alert(clock(house.contract.bindings.get().version, about, TUESDAY), TUESDAY).pk}/acknowledge/"
    )


def test_nobody_gets_401_and_is_told_how(db: None) -> None:
    answer = APIClient().get("/api/v1/clocks/")
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="Hostops"'
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_another_scheme_is_nobody(db: None) -> None:
    assert APIClient().get("/api/v1/me/", HTTP_AUTHORIZATION="Basic bWU6bWU=").status_code == 401


def test_the_scheme_is_read_in_any_case(house: House, signed: Signed) -> None:
    _, secret = token_make(actor=house.contact, name="mine")
    assert APIClient().get("/api/v1/me/", HTTP_AUTHORIZATION=f"bEARER  {secret}").status_code == 200


def test_a_session_reads_without_more(house: House) -> None:
    client = APIClient(enforce_csrf_checks=True)
    assert client.login(username="engineer", password=PASSWORD)
    answer = client.get("/api/v1/me/")
    assert answer.json()["username"] == "engineer"
    assert answer.json()["token"] is None


def test_a_session_changes_nothing_without_the_csrf_token(house: House, acknowledge: str) -> None:
    client = APIClient(enforce_csrf_checks=True)
    client.login(username="engineer", password=PASSWORD)
    refused = client.post(acknowledge)
    assert refused.status_code == 403
    assert "CSRF" in refused.json()["detail"]
    client.cookies["csrftoken"] = "a" * 32
    assert client.post(acknowledge, headers={"X-CSRFToken": "a" * 32}).status_code == 200


def test_a_token_that_only_reads_changes_nothing(house: House, signed: Signed, acknowledge: str) -> None:
    client = signed(house.engineer, scope="read")
    assert client.get("/api/v1/alerts/").status_code == 200
    refused = client.post(acknowledge)
    assert refused.status_code == 403
    assert "only read" in refused.json()["detail"]
    assert signed(house.engineer).post(acknowledge).status_code == 200


def test_a_token_that_only_reads_may_ask_for_a_deadline(house: House, signed: Signed) -> None:
    answer = signed(house.contact, scope="read").post("/api/v1/deadlines/", DEADLINE, format="json")
    assert answer.status_code == 200


def test_me_says_what_the_role_includes(house: House, signed: Signed) -> None:
    verbs = {name: signed(getattr(house, name)).get("/api/v1/me/").json()["may"] for name in ("contact", "manager")}
    assert "accounts.token.make" in verbs["contact"]
    assert "clocks.breach.attribute" in set(verbs["manager"]) - set(verbs["contact"])
