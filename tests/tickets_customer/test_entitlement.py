"""How much of a contract's places is used: told from the caps of its policy, whatever they are."""

from datetime import datetime
from typing import Any

import pytest

from hostops.accounts.models import Account, Contract
from hostops.lib.now import now
from hostops.policies.actions import policy_publish
from hostops.policies.models import PolicyVersion
from tests.house import House, contract
from tests.policies.texts import third
from tests.tickets.cases import file, phoned
from tests.tickets_api.conftest import Callers
from tests.tickets_api.test_query_counts import statements
from tests.tickets_pages.conftest import Browser
from tests.tickets_pages.pages import text
from tickets.actions import case_reopen, case_resolve
from tickets.entitlement import entitlements
from tickets.models import Case
from tickets.places import place_in_line, places_in_line

HERE = "/api/v1/entitlement/"


def used(account: Account) -> dict[str, tuple[int, int, int]]:
    """Used, of how many, and in line, by group."""
    return {
        group.name: (group.used, group.most, group.held)
        for each in entitlements(account, now())
        for group in each.groups
    }


def test_places_are_counted_by_the_groups_of_the_policy(house: House, tuesday: datetime, browser: Browser) -> None:
    assert used(house.harbor) == {"priority": (0, 1, 0), "standard": (0, 5, 0)}
    phoned(house, 1)
    file(house, 2)
    for level in (3, 4, 3):
        file(house, level)
    assert used(house.harbor) == {"priority": (1, 1, 1), "standard": (3, 5, 0)}
    shown = text(browser(house.contact), "/")
    assert "1 of 1 Priority Support Levels 1, 2; 1 in line 3 of 5 Standard Support Levels 3, 4" in shown


def test_a_case_that_ended_uses_no_place(house: House, tuesday: datetime) -> None:
    case_resolve(actor=house.engineer, case=file(house, 3), body="Done.")
    assert used(house.harbor)["standard"] == (0, 5, 0)


def test_a_reopened_case_is_told_as_over_the_cap(house: House, tuesday: datetime, browser: Browser) -> None:
    first = phoned(house, 1)
    case_resolve(actor=house.engineer, case=first, body="Done.")
    phoned(house, 1)
    case_reopen(actor=house.contact, case=first, reason="It is back.")
    assert used(house.harbor)["priority"] == (2, 1, 0)
    assert "2 of 1 Priority Support Levels 1, 2; 1 over the cap" in text(browser(house.contact), "/")


def test_a_policy_without_caps_says_so(house: House, tuesday: datetime, browser: Browser) -> None:
    file(house, None, actor=house.stranger, account=house.nordic, server=house.nordic_server)
    shown = text(browser(house.stranger), "/")
    assert "1 open. The policy sets no limit on how many cases may be open at once." in shown


@pytest.fixture
def tara(house: House) -> PolicyVersion:
    return policy_publish(actor=None, document=third())


def test_a_third_policy_has_groups_of_its_own(house: House, tara: PolicyVersion, tuesday: datetime) -> None:
    """Red is capped by nothing; amber and green share three places."""
    account = Account.objects.create(slug="tara-one", name="One")
    bound = contract(account, tara)
    given: dict[str, Any] = {"actor": house.engineer, "account": account, "server": None, "channel": "phone"}
    for level in (1, 1, 2, 3, 3, 3):
        file(house, level, **given)
    assert used(account) == {"ordinary": (3, 3, 1)}
    [each] = entitlements(account, tuesday)
    assert (each.contract, each.open, each.held, each.clause) == (bound, 5, 1, "tara:3")


def test_each_contract_has_places_of_its_own(
    house: House, itpdx: PolicyVersion, tuesday: datetime, browser: Browser
) -> None:
    other = contract(house.harbor, itpdx)
    file(house, 3)
    counted = {each.contract.pk: each.groups[1].used for each in entitlements(house.harbor, tuesday)}
    assert counted == {house.contract.pk: 1, other.pk: 0}
    assert f"Contract {other.reference}" in text(browser(house.contact), "/")


def test_a_contract_that_has_ended_entitles_to_nothing(house: House, tuesday: datetime) -> None:
    Contract.objects.filter(pk=house.contract.pk).update(ends_on=tuesday.date())
    assert len(entitlements(house.harbor, tuesday)) == 1  # its last day
    Contract.objects.filter(pk=house.contract.pk).update(ends_on=tuesday.date().replace(day=9))
    assert entitlements(house.harbor, tuesday) == []


def test_places_in_line_are_those_of_each_case_alone(
    house: House, tara: PolicyVersion, tuesday: datetime, django_assert_num_queries: Any
) -> None:
    account = Account.objects.create(slug="tara-one", name="One")
    contract(account, tara)
    for number in range(8):
        file(house, 1 + number % 2)
        given: dict[str, Any] = {"account": account, "server": None, "channel": "phone"}
        file(house, 2 + number % 2, actor=house.engineer, **given)
    held = list(Case.objects.filter(state="held").select_related("contract"))
    assert len(held) == 7 + 5
    with django_assert_num_queries(2):
        found = places_in_line(held)
    assert found == {case.pk: place_in_line(case) for case in held}


def test_by_rest_as_on_the_page(calls: Callers, house: House, tuesday: datetime) -> None:
    phoned(house, 1)
    file(house, 2)
    told = calls.viewer.get(HERE).json()
    assert told["account"] == "harbor"
    assert told["contracts"] == [
        {
            "contract": house.contract.reference,
            "policy": "itpdx",
            "version": 1,
            "since": "2025-01-01T00:00:00Z",
            "clause": "itpdx:4g",
            "groups": [
                {"name": "priority", "title": "Priority Support", "levels": [1, 2], "open": 1, "used": 1, "held": 1},
                {"name": "standard", "title": "Standard Support", "levels": [3, 4], "open": 5, "used": 0, "held": 0},
            ],
            "open": 1,
            "held": 1,
        }
    ]
    assert calls.engineer.get(HERE, {"account": "harbor"}).json() == told


def test_by_rest_without_caps_or_policy(calls: Callers, house: House) -> None:
    [each] = calls.stranger.get(HERE).json()["contracts"]
    assert (each["policy"], each["groups"], each["clause"]) == ("iptor", [], None)
    bare = Account.objects.create(slug="bare", name="Bare")
    Contract.objects.create(account=bare, reference="C-bare", title="Hosting", fee="1.00")
    [each] = calls.engineer.get(HERE, {"account": "bare"}).json()["contracts"]
    assert (each["policy"], each["version"], each["since"], each["groups"]) == (None, None, None, [])


@pytest.mark.parametrize(
    ("who", "query", "detail"),
    [
        ("engineer", {}, "Name the account."),
        ("contact", {"acount": "harbor"}, "There is no such parameter; there is account."),
    ],
)
def test_a_wrong_question_is_told(calls: Callers, who: str, query: dict[str, str], detail: str) -> None:
    answer = getattr(calls, who).get(HERE, query)
    assert answer.status_code == 400
    assert [error["detail"] for error in answer.json()["errors"]] == [detail]


@pytest.mark.parametrize(("who", "account"), [("engineer", "nosuch"), ("stranger", "harbor"), ("contact", "nosuch")])
def test_a_foreign_account_is_as_one_that_is_not_there(calls: Callers, who: str, account: str) -> None:
    assert getattr(calls, who).get(HERE, {"account": account}).status_code == 404


def test_what_the_call_costs(calls: Callers, house: House, tuesday: datetime) -> None:
    for _ in range(4):
        file(house, 3)
    # token, account, contracts, bindings, counts
    assert len(statements(lambda: calls.contact.get(HERE))) == 5
