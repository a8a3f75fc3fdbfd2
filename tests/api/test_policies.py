"""`/policies/{id}/`: a version with its clauses, its rules in words and as data."""

from typing import Any

import pytest

from hostops.policies.actions import contract_bind, policy_publish
from hostops.policies.loading import DOCUMENTS, load
from hostops.policies.models import PolicyVersion
from tests.api.conftest import Signed
from tests.house import House


@pytest.fixture
def second(house: House, itpdx: PolicyVersion) -> PolicyVersion:
    """A new version, in which Level 1 is answered within ten minutes. Nothing is bound by it."""
    text = (DOCUMENTS / "itpdx.yaml").read_text("utf-8")
    assert "PT15M" in text
    return policy_publish(actor=house.manager, document=load(text.replace("PT15M", "PT10M"), "itpdx.yaml"))


def shown(client: Any, **query: Any) -> dict[str, Any]:
    answer = client.get("/api/v1/policies/itpdx/", query)
    assert answer.status_code == 200, answer.content
    found: dict[str, Any] = answer.json()
    return found


def response_of(policy: dict[str, Any], clause: str) -> dict[str, Any]:
    """The response time that keeps a clause."""
    rules = [each for each in policy["rules"] if each["clause"] == clause and each["path"].endswith("response")]
    found: dict[str, Any] = rules[0]
    return found


def test_clauses_and_rules_stand_side_by_side(house: House, signed: Signed) -> None:
    policy = shown(signed(house.viewer))
    clauses = {clause["id"]: clause for clause in policy["clauses"]}
    assert clauses["itpdx:4c"]["title"]
    assert clauses["itpdx:4c"]["text"]
    level_one = response_of(policy, "itpdx:4c")
    assert "15 minutes" in level_one["words"]
    assert "PT15M" in str(level_one["values"])
    assert {each["clause"] for each in policy["rules"]} <= clauses.keys()
    assert policy["document"]["policy"]["id"] == "itpdx"


def test_staff_see_the_newest_version_first_and_customers_what_binds_them(
    house: House, signed: Signed, second: PolicyVersion
) -> None:
    assert shown(signed(house.engineer))["version"] == second.number
    assert "10 minutes" in response_of(shown(signed(house.engineer)), "itpdx:4c")["words"]
    assert shown(signed(house.contact))["version"] == 1
    assert [each["version"] for each in shown(signed(house.engineer))["versions"]] == [second.number, 1]
    assert [each["version"] for each in shown(signed(house.contact))["versions"]] == [1]


def test_another_version_is_asked_for_by_number(house: House, signed: Signed, second: PolicyVersion) -> None:
    assert "15 minutes" in response_of(shown(signed(house.engineer), version=1), "itpdx:4c")["words"]
    assert signed(house.contact).get("/api/v1/policies/itpdx/", {"version": second.number}).status_code == 404
    contract_bind(actor=None, contract=house.contract, version=second, binds_from=second.published_at)
    assert shown(signed(house.contact), version=second.number)["version"] == second.number


@pytest.mark.parametrize(("version", "status"), [("0", 404), ("99", 404), ("one", 400), ("-1", 400), ("9" * 40, 400)])
def test_a_version_that_is_none(house: House, signed: Signed, version: str, status: int) -> None:
    assert signed(house.engineer).get("/api/v1/policies/itpdx/", {"version": version}).status_code == status


def test_it_is_known_by_its_content(house: House, signed: Signed) -> None:
    client = signed(house.viewer)
    tag = client.get("/api/v1/policies/itpdx/").headers["ETag"]
    assert client.get("/api/v1/policies/itpdx/", headers={"If-None-Match": tag}).status_code == 304
