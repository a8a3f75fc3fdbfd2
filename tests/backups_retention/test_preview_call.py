"""`POST /backups/retention/preview/`: the contract, and what it refuses."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from rest_framework.test import APIClient

from hostops.accounts.models import Person
from tests.api.conftest import Signed
from tests.api.conftest import signed as signed
from tests.api.conftest import somebody as somebody
from tests.house import House

ADDRESS = "/api/v1/backups/retention/preview/"
AT = "2026-03-27T01:12:00Z"
DAILY = {"name": "daily", "retention": "P7D"}
RUN = {"id": "a", "tier": "daily", "finished_at": "2026-03-20T01:12:00Z"}


@pytest.fixture
def client(somebody: Person, signed: Signed) -> APIClient:
    return signed(somebody)


def asked(**other: Any) -> dict[str, Any]:
    body = {"tiers": [DAILY], "runs": [RUN], "at": AT, **other}
    return {name: value for name, value in body.items() if value != ...}


def ask(client: APIClient, **other: Any) -> Any:
    answer = client.post(ADDRESS, asked(**other), format="json")
    assert answer.status_code == 200, answer.content
    return answer.json()


def refused(client: APIClient, **other: Any) -> dict[str, str]:
    answer = client.post(ADDRESS, asked(**other), format="json")
    assert answer.status_code == 400, answer.content
    return {found["pointer"]: found["detail"] for found in answer.json()["errors"]}


def test_it_may_go_at_that_instant_and_not_before(client: APIClient) -> None:
    runs = [RUN, {**RUN, "id": 2, "finished_at": "2026-03-20T01:12:01Z"}]
    assert ask(client, runs=runs) == {"keep": [2], "expire": ["a"]}


def test_each_run_by_its_own_tier_in_the_order_sent(client: APIClient) -> None:
    tiers = [DAILY, {"name": "monthly", "retention": "P370D"}, {"name": "snapshot", "retention": "P3D"}]
    names = ["snapshot", "monthly", "daily", "snapshot"]
    runs = [{"id": f"{n}", "tier": tier, "finished_at": "2026-03-22T05:00:00Z"} for n, tier in enumerate(names)]
    assert ask(client, tiers=tiers, runs=runs) == {"keep": ["1", "2"], "expire": ["0", "3"]}


def test_days_are_of_the_zone_and_utc_by_default(client: APIClient) -> None:
    """In the night to 29 March Berlin's clocks go forward: seven days are 167 hours."""
    run = {**RUN, "finished_at": "2026-03-25T01:00:00Z"}
    question = {"runs": [run], "at": "2026-04-01T00:00:00Z"}
    assert ask(client, **question, timezone="Europe/Berlin")["expire"] == ["a"]
    assert ask(client, **question)["keep"] == ["a"]


def test_nothing_gives_nothing(client: APIClient) -> None:
    assert ask(client, runs=[]) == {"keep": [], "expire": []}
    assert ask(client, tiers=[], runs=[]) == {"keep": [], "expire": []}


def test_a_hundred_thousand_runs_are_answered(client: APIClient) -> None:
    first = datetime(2026, 3, 20, 1, 12, tzinfo=UTC) - timedelta(seconds=50_000)
    runs = [
        {"id": f"run-{n}", "tier": "daily", "finished_at": (first + timedelta(seconds=n)).isoformat()}
        for n in range(100_000)
    ]
    found = ask(client, runs=runs, timezone="Europe/Berlin")
    assert (len(found["expire"]), len(found["keep"])) == (50_001, 49_999)
    assert refused(client, runs=[*runs, RUN]) == {"/runs": "There are 100001 runs; ask about 100000 at most."}


def test_a_body_beyond_ten_megabytes_is_413(client: APIClient) -> None:
    body = '{"tiers": [], "at": "' + " " * 10_500_000 + '"}'
    assert client.generic("POST", ADDRESS, body, content_type="application/json").status_code == 413


def test_everybody_who_is_signed_in_may_ask_a_token_that_reads_too(house: House, signed: Signed) -> None:
    for person in house.everyone:
        assert ask(signed(person))["expire"] == ["a"]
    assert ask(signed(house.contact, scope="read"))["expire"] == ["a"]
    assert APIClient().post(ADDRESS, asked(), format="json").status_code == 401


@pytest.mark.parametrize("name", ["tiers", "runs", "at"])
def test_what_is_missing_is_named(client: APIClient, name: str) -> None:
    assert refused(client, **{name: ...}) == {f"/{name}": "This field is required."}


@pytest.mark.parametrize(
    ("retention", "said"),
    [
        ("PT168H", "is not in days"),
        ("P1DT12H", "is not in days"),
        ("P0D", "no time at all"),
        ("7 days", "is not a duration"),
        ("next_business_day", "is not in days"),
        ("P9999999D", "at most"),
        (7, "is not a duration"),
        ("", "may not be blank"),
        (None, "may not be null"),
    ],
)
def test_a_retention_is_days_of_the_calendar(client: APIClient, retention: Any, said: str) -> None:
    wrong = refused(client, tiers=[{"name": "daily", "retention": retention}])
    assert list(wrong) == ["/tiers/0/retention"]
    assert said in wrong["/tiers/0/retention"]


@pytest.mark.parametrize("zone", ["Europe/Nowhere", "", "../etc/passwd", "localtime", None, 7])
def test_a_zone_that_is_none(client: APIClient, zone: Any) -> None:
    assert list(refused(client, timezone=zone)) == ["/timezone"]


@pytest.mark.parametrize(
    ("run", "at"),
    [
        ({**RUN, "tier": "hourly"}, "/runs/0/tier"),
        ({**RUN, "tier": 7}, "/runs/0/tier"),
        ({**RUN, "tier": ""}, "/runs/0/tier"),
        ({**RUN, "id": None}, "/runs/0/id"),
        ({**RUN, "id": True}, "/runs/0/id"),
        ({**RUN, "id": 1.5}, "/runs/0/id"),
        ({**RUN, "id": ["a"]}, "/runs/0/id"),
        ({**RUN, "id": "x" * 201}, "/runs/0/id"),
        ({**RUN, "finished_at": "2026-03-20T01:12:00"}, "/runs/0/finished_at"),
        ({**RUN, "finished_at": None}, "/runs/0/finished_at"),
        ({**RUN, "finished_at": 1774000000}, "/runs/0/finished_at"),
        ({**RUN, "finished_at": "0001-01-01T00:00:00Z"}, "/runs/0/finished_at"),
        ({**RUN, "size": 7}, "/runs/0/size"),
        ({"id": "a", "tier": "daily"}, "/runs/0/finished_at"),
        ("a", "/runs/0"),
        (None, "/runs/0"),
    ],
)
def test_each_fault_is_told_at_its_place(client: APIClient, run: Any, at: str) -> None:
    assert list(refused(client, runs=[run])) == [at]


def test_what_stands_twice(client: APIClient) -> None:
    assert refused(client, runs=[RUN, {**RUN, "id": "b"}, RUN]) == {"/runs/2/id": "This is the id of number 0 too."}
    assert refused(client, tiers=[DAILY, DAILY]) == {"/tiers/1/name": "This is the name of number 0 too."}
    assert ask(client, runs=[{**RUN, "id": 1}, {**RUN, "id": "1"}])["expire"] == [1, "1"]  # two ids


def test_a_tier_that_was_mistyped_is_pointed_out(client: APIClient) -> None:
    wrong = refused(client, runs=[{**RUN, "tier": "dayly"}])
    assert wrong == {"/runs/0/tier": "None of the tiers has this name; did you mean daily?"}


def test_an_expiry_after_the_last_year_is_refused(client: APIClient) -> None:
    assert "/runs" in refused(client, runs=[{**RUN, "finished_at": "9999-12-29T00:00:00Z"}])


@pytest.mark.parametrize("body", ["[]", '"x"', "{", "", '{"runs": 7, "tiers": 7, "at": 7}'])
def test_bodies_that_are_none(client: APIClient, body: str) -> None:
    assert client.generic("POST", ADDRESS, body, content_type="application/json").status_code == 400
