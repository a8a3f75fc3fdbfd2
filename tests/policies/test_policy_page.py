"""A policy clause by clause: the document's words, what the portal does, the rules, what is the provider's own."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hostops.policies.actions import contract_bind, policy_publish
from hostops.policies.loading import DOCUMENTS, load
from hostops.policies.models import PolicyVersion
from hostops.policies.schema.document import Document
from tests.browsing import browser_of, text_of
from tests.house import House, contract

LATER = datetime(2026, 2, 1, tzinfo=UTC)


@pytest.fixture
def second(itpdx: PolicyVersion) -> PolicyVersion:
    """itpdx once more, with another summary: its version 2."""
    data: dict[str, Any] = load(DOCUMENTS / "itpdx.yaml").model_dump(mode="json")
    data["policy"]["summary"] = "The second version."
    return policy_publish(actor=None, document=Document.model_validate(data))


def seen(house: House, who: str, address: str = "/policies/itpdx/") -> str:
    return text_of(browser_of(getattr(house, who)).get(address))


@pytest.mark.parametrize("slug", ["itpdx", "iptor"])
def test_every_clause_with_its_words_and_what_the_portal_does(house: House, slug: str) -> None:
    document = load(DOCUMENTS / f"{slug}.yaml")
    page = " ".join(seen(house, "manager", f"/policies/{slug}/").split())
    html = browser_of(house.manager).get(f"/policies/{slug}/").content.decode()
    for clause in document.clauses:
        assert f'id="{clause.id}"' in html
        for words in (clause.title, clause.text, clause.portal, clause.house_rule or ""):
            assert " ".join(words.split()) in page


def test_the_rules_in_words_and_what_of_them_is_the_providers_own(house: House) -> None:
    page = seen(house, "contact")
    assert "Level 1: response within 15 minutes, counted day and night" in page
    assert "House rule: time, duration, thresholds" in page


def test_the_same_for_customers_and_staff(house: House) -> None:
    to_viewer, to_engineer = (browser_of(one).get("/policies/itpdx/") for one in (house.viewer, house.engineer))
    assert to_viewer.context["promises"] == to_engineer.context["promises"]


def test_version_and_fingerprint(house: House, itpdx: PolicyVersion) -> None:
    page = seen(house, "contact")
    assert f"Version {itpdx.number}" in page
    assert itpdx.sha256 in page


def test_only_the_policies_that_bind_the_reader(house: House) -> None:
    assert "Operations Policy" not in seen(house, "contact", "/policies/")
    assert "Hosting Service Level Agreement" in seen(house, "contact", "/policies/")
    assert browser_of(house.contact).get("/policies/iptor/").status_code == 404
    assert "Operations Policy" in seen(house, "engineer", "/policies/")


def test_customers_read_the_version_that_binds_them_staff_the_newest(house: House, second: PolicyVersion) -> None:
    assert "The second version." not in seen(house, "contact")
    assert "The second version." in seen(house, "engineer")


def test_staff_pick_a_version_and_customers_only_one_that_bound_them(house: House, second: PolicyVersion) -> None:
    first = second.number - 1
    assert "The second version." not in seen(house, "engineer", f"/policies/itpdx/?version={first}")
    assert browser_of(house.contact).get(f"/policies/itpdx/?version={second.number}").status_code == 404
    contract_bind(actor=None, contract=house.contract, version=second, binds_from=LATER)
    assert "The second version." in seen(house, "contact")
    assert "The second version." not in seen(house, "contact", f"/policies/itpdx/?version={first}")


@pytest.mark.parametrize("number", ["0", "99", "-1", "x", "²", "1" * 5000, ""])
def test_a_version_that_is_not_there(house: House, number: str) -> None:
    status = browser_of(house.engineer).get("/policies/itpdx/", {"version": number}).status_code
    assert status == (404 if number else 200)


def test_whom_it_binds_as_far_as_the_reader_may_know(house: House, itpdx: PolicyVersion) -> None:
    other = contract(house.nordic, itpdx)
    assert {house.contract.reference, other.reference} <= set(seen(house, "manager").replace(",", "").split())
    assert house.contract.reference in seen(house, "holder")
    assert other.reference not in seen(house, "holder")
    assert house.contract.reference not in seen(house, "viewer")


def test_a_version_that_binds_nobody_any_more_says_so(house: House, second: PolicyVersion) -> None:
    contract_bind(actor=None, contract=house.contract, version=second, binds_from=LATER)
    assert "No contract." in seen(house, "manager", f"/policies/itpdx/?version={second.number - 1}")


def test_what_the_contract_sets_otherwise(house: House, itpdx: PolicyVersion) -> None:
    change = [("availability.commitment", "99.9", "A smaller plan.")]
    contract_bind(actor=None, contract=house.contract, version=itpdx, binds_from=LATER, overrides=change)
    page = seen(house, "viewer")
    assert "Your contract sets otherwise" in page
    assert "A smaller plan." in page
    assert "A smaller plan." not in seen(house, "stranger", "/policies/iptor/")


def test_the_closed_days_as_frozen(house: House, tuesday: datetime) -> None:
    page = seen(house, "contact")
    assert "Fri 25 Dec 2026 Christmas Day" in page
    assert "2027" in page


def test_its_cost_does_not_grow_with_the_contracts(house: House, itpdx: PolicyVersion) -> None:
    browser = browser_of(house.engineer)
    browser.get("/policies/itpdx/")
    for _ in range(3):
        contract(house.harbor, itpdx)
    with CaptureQueriesContext(connection) as queries:
        browser.get("/policies/itpdx/")
    # session, person, policy, version, versions, contracts, their number, bell
    assert len(queries) <= 8
