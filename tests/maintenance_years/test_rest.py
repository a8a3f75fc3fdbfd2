"""`/year-plans/` by REST: the same actions, as data."""

from typing import Any

import pytest

from hostops.accounts.models import Server
from hostops.api.description import openapi
from maintenance.models import Window, YearPlan
from tests.api.conftest import Signed
from tests.api.conftest import signed as signed  # the fixture
from tests.house import House
from tests.maintenance_years.scene import RULE, drafted, published

PLANS = "/api/v1/year-plans/"
pytestmark = pytest.mark.usefixtures("tuesday")


def pointers(answer: Any) -> list[str]:
    return [error["pointer"] for error in answer.json()["errors"]]


def test_a_year_from_draft_to_acknowledgement(house: House, signed: Signed) -> None:
    planner, customer = signed(house.planner), signed(house.stranger)
    made = planner.post(PLANS, {"year": 2027, "rule": RULE}, format="json")
    assert made.status_code == 201
    assert made.headers["Location"].endswith("/api/v1/year-plans/2027/")
    shown = made.json()
    assert (shown["year"], shown["state"], shown["timezone"]) == (2027, "draft", "Europe/Stockholm")
    assert shown["dates"][3] == {
        "window": Window.objects.order_by("starts_at")[3].number, "month": 4, "kind": "long",
        "title": "Longer service window, April 2027", "starts_at": "2027-04-10T06:00:00Z",
        "ends_at": "2027-04-11T18:00:00Z", "state": "draft", "decision": "undecided",
    }  # fmt: skip
    assert shown["faults"] == []
    assert shown["left_out"] == ["harbor"]
    assert customer.get(f"{PLANS}2027/").status_code == 404
    tag = planner.get(f"{PLANS}2027/").headers["ETag"]
    sent = planner.post(f"{PLANS}2027/publish/", {}, format="json", headers={"If-Match": tag}).json()
    assert (sent["state"], sent["policy"]) == ("published", {"id": "iptor", "version": 1})
    assert {date["state"] for date in sent["dates"]} == {"planned"}
    seen = customer.get(f"{PLANS}2027/").json()
    assert [row["account"] for row in seen["acknowledgements"]] == ["nordic"]
    assert not {"rule", "scope", "word", "warnings", "faults", "left_out"} & seen.keys()
    done = customer.post(f"{PLANS}2027/acknowledge/").json()
    assert done["acknowledgements"][0]["acknowledged_at"] == "2026-03-10T17:00:00Z"


def test_the_document_promises_a_customer_nothing_that_is_for_staff() -> None:
    seen = openapi()["components"]["schemas"]["PlanSeen"]
    assert not {"rule", "scope", "word", "warnings", "faults", "left_out", "joined"} & set(seen["required"])


def test_of_dates_with_a_pointer_to_each_fault(house: House, signed: Signed) -> None:
    planner = signed(house.planner)
    looked = planner.post(f"{PLANS}check/", {"year": 2027, "rule": RULE}, format="json").json()
    dates = looked["dates"]
    dates[2] |= {"ends_at": dates[2]["starts_at"]}
    dates[5] |= {"starts_at": "2027-06-20T00:00:00", "kind": "medium"}
    answer = planner.post(PLANS, {"year": 2027, "dates": dates}, format="json")
    assert (answer.status_code, pointers(answer)) == (400, ["/dates/5/kind", "/dates/5/starts_at"])
    dates[5] |= {"starts_at": "2027-06-20T00:00:00+02:00", "kind": "short"}
    answer = planner.post(PLANS, {"year": 2027, "dates": dates}, format="json")
    assert (answer.status_code, pointers(answer)) == (400, ["/dates/2"])
    assert answer.json()["errors"][0]["detail"] == "it ends before it starts (iptor:5e)"
    dates[2] |= {"ends_at": "2027-03-21T02:00:00Z"}
    assert planner.post(PLANS, {"year": 2027, "dates": dates}, format="json").status_code == 201


def test_a_rule_that_is_wrong_points_at_itself(house: House, signed: Signed) -> None:
    planner = signed(house.planner)
    body = {"year": 2027, "rule": {**RULE, "at": "25:00", "on": "sun", "long": {"nth": 6}}}
    answer = planner.post(PLANS, body, format="json")
    assert (answer.status_code, sorted(pointers(answer))) == (400, ["/rule/long/nth", "/rule/on"])
    answer = planner.post(PLANS, {"year": 2027, "rule": {**RULE, "at": "25:00"}}, format="json")
    assert (answer.status_code, pointers(answer)) == (400, ["/rule/at"])
    both = planner.post(PLANS, {"year": 2027, "rule": RULE, "dates": []}, format="json")
    assert (both.status_code, pointers(both)) == (400, ["/rule"])
    assert not YearPlan.objects.exists()


@pytest.mark.parametrize(
    ("scope", "pointer"),
    [
        ({"accounts": ["nosuch"]}, "/scope/accounts"),
        ({"accounts": ["harbor"]}, "/scope"),
        ({"accounts": ["nordic", "harbor"]}, "/scope"),
        ({"everything": True}, "/scope"),
        ({}, "/scope"),
    ],
)
def test_a_scope_that_is_wrong(house: House, signed: Signed, scope: dict[str, Any], pointer: str) -> None:
    answer = signed(house.planner).post(PLANS, {"year": 2027, "scope": scope}, format="json")
    assert (answer.status_code, pointers(answer)) == (400, [pointer])


@pytest.mark.parametrize(
    ("scope", "kept"),
    [
        ({"all": True}, {"all": True}),
        ({"accounts": ["nordic"]}, {"accounts": ["nordic"]}),
        ({"servers": ["erp1"]}, {"servers": ["nordic/erp1"]}),
    ],
)
def test_a_scope_that_is_right(house: House, signed: Signed, scope: dict[str, Any], kept: dict[str, Any]) -> None:
    planner = signed(house.planner)
    answer = planner.post(PLANS, {"year": 2027, "scope": scope}, format="json")
    assert (answer.status_code, answer.json()["scope"]) == (201, kept)
    # another account's server of the same name is not drawn in
    Server.objects.create(account=house.harbor, contract=house.contract, hostname="erp1")
    assert planner.post(f"{PLANS}2027/publish/", {}, format="json").status_code == 200


def test_changed_and_the_second_of_two_is_told(house: House, signed: Signed) -> None:
    drafted(house)
    planner, manager = signed(house.planner), signed(house.manager)
    tag = planner.get(f"{PLANS}2027/").headers["ETag"]
    given: dict[str, Any] = {"format": "json", "headers": {"If-Match": tag}}
    assert planner.post(f"{PLANS}2027/change/", {"title": "Storage"}, **given).json()["title"] == "Storage"
    assert manager.post(f"{PLANS}2027/change/", {"title": "Mine"}, **given).status_code == 412


def test_a_second_plan_of_the_year_is_409(house: House, signed: Signed) -> None:
    drafted(house)
    answer = signed(house.planner).post(PLANS, {"year": 2027}, format="json")
    assert answer.status_code == 409
    assert "change" in answer.json()["detail"]


def test_checking_stores_nothing(house: House, signed: Signed) -> None:
    rule = {**RULE, "nth": "last", "at": "02:30", "duration": "PT3H"}
    seen = signed(house.planner).post(f"{PLANS}check/", {"year": 2027, "rule": rule}, format="json").json()
    assert (seen["faults"][0]["month"], seen["faults"][0]["clause"]) == (3, "iptor:5e")
    assert len(seen["dates"]) == 11
    assert not YearPlan.objects.exists()


def test_others_neither_plan_nor_learn_names(house: House, signed: Signed) -> None:
    for who in (house.engineer, house.stranger):
        answers = [
            signed(who).post(PLANS, {"year": 2027, "scope": {"accounts": [name]}}, format="json")
            for name in ("nordic", "nosuch")
        ]
        assert [answer.status_code for answer in answers] == [403, 403]
        assert answers[0].json()["detail"] == answers[1].json()["detail"]


def test_strangers_see_no_plan_and_no_list_of_it(house: House, signed: Signed) -> None:
    published(house)
    stranger = signed(house.contact)
    assert stranger.get(PLANS).json()["results"] == []
    assert stranger.get(f"{PLANS}2027/").status_code == 404
    assert stranger.post(f"{PLANS}2027/acknowledge/").status_code == 404


def test_the_list_costs_the_same_however_many(house: House, signed: Signed, django_assert_num_queries: Any) -> None:
    planner = signed(house.planner)
    drafted(house)
    planner.get(PLANS)
    for year in (2028, 2029):
        with django_assert_num_queries(4):  # the token, the plans, their windows, their acknowledgements
            found = planner.get(PLANS).json()["results"]
        assert [plan["year"] for plan in found] == sorted((plan["year"] for plan in found), reverse=True)
        drafted(house, year)
