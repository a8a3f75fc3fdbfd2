"""`GET /backups/restorable/`: the instants, the gaps and whose they are."""

from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.api.conftest import Signed
from tests.backups_restorable.scene import DAY, SUNDAY, Weeks
from tests.house import House

pytestmark = pytest.mark.usefixtures("tuesday")
URL = "/api/v1/backups/restorable/"


def test_instants_and_gaps(house: House, signed: Signed, tuesday: datetime) -> None:
    weeks = Weeks(house)
    weeks.as_promised()
    found = signed(house.stranger).get(URL, {"server": "erp1"}).json()
    assert (found["server"], found["account"], found["at"]) == ("erp1", "nordic", "2026-03-10T17:00:00Z")
    assert (found["newest"], found["oldest"]) == ("2026-03-10T04:05:00Z", "2026-03-01T02:40:00Z")
    assert [one["at"] for one in found["instants"]] == sorted((one["at"] for one in found["instants"]), reverse=True)
    daily = next(one for one in found["instants"] if one["tier"] == "daily")
    full = next(one for one in found["instants"] if one["tier"] == "weekly")
    assert (daily["state"], daily["scope"], daily["clause"], daily["kind"]) == (
        "restorable", "data_drives", "iptor:2a", "incremental",
    )  # fmt: skip
    assert daily["needs"][0] == full["run"]
    # its own time ends on the 17th, that of its full on the 15th
    assert daily["until"] == "2026-03-15T01:40:00Z" == full["until"]
    # those of the week before stand on the full of the first of the month, by way of one that is past its time
    [gap] = found["gaps"]
    assert (gap["tier"], gap["cause"], gap["breaks"], gap["left_by"]) == (
        "daily", "outlived", None, ["iptor:2a"],
    )  # fmt: skip
    assert (gap["from"], gap["until"], gap["slots"]) == ("2026-03-04T00:00:00Z", "2026-03-08T00:00:00Z", 4)
    assert (gap["before"], gap["after"]) == ("2026-03-01T02:40:00Z", "2026-03-08T01:40:00Z")
    assert gap["words"].endswith("Left by the policy (iptor:2a).")
    assert [(line["scope"], line["count"]) for line in found["lines"]] == [("data_drives", 7), ("system", 3)]
    assert {one["cause"] for one in found["not_restorable"]} == {"outlived"}
    assert found["left_open"][0]["clauses"] == ["iptor:2a", "iptor:2b"]
    assert found["past_retention"] > 0


def test_what_breaks_a_promise_names_the_clause(house: House, signed: Signed) -> None:
    weeks = Weeks(house, began=SUNDAY - DAY)
    weeks.snapshots(0, 1)
    found = signed(house.stranger).get(URL, {"server": "erp1"}).json()["gaps"]
    assert {(gap["tier"], gap["cause"], gap["breaks"]) for gap in found} == {
        ("daily", "missed", "iptor:2a"),
        ("snapshot", "missed", "iptor:2e"),
    }


def test_as_it_would_be_at_another_instant(house: House, signed: Signed, tuesday: datetime) -> None:
    Weeks(house).as_promised()
    client = signed(house.engineer)
    then = client.get(URL, {"server": "erp1", "at": (SUNDAY - DAY).isoformat()}).json()
    assert len([one for one in then["instants"] if one["tier"] == "daily"]) == 5
    ahead = client.get(URL, {"server": "erp1", "at": (tuesday + 30 * DAY).isoformat()}).json()
    assert [one["tier"] for one in ahead["instants"]] == ["monthly"]


def test_a_foreign_server_is_one_that_does_not_exist(house: House, signed: Signed) -> None:
    client = signed(house.contact)
    foreign, missing = (client.get(URL, {"server": name}) for name in ("erp1", "nosuch"))
    assert (foreign.status_code, missing.status_code) == (400, 400)
    assert foreign.json()["errors"][0]["detail"].replace("erp1", "nosuch") == missing.json()["errors"][0]["detail"]


@pytest.mark.parametrize("query", [{}, {"server": "web1", "at": "tomorrow"}, {"server": "web1", "nosuch": "1"}])
def test_a_question_that_makes_no_sense(house: House, signed: Signed, query: dict[str, str]) -> None:
    assert signed(house.contact).get(URL, query).status_code == 400


@pytest.mark.parametrize("at", ["1970-01-01T00:00:00Z", "1970-12-31T00:00:00Z", "9999-12-31T23:59:59Z"])
def test_an_instant_that_cannot_be_reckoned_with(house: House, signed: Signed, at: str) -> None:
    Weeks(house)
    answer = signed(house.stranger).get(URL, {"server": "erp1", "at": at})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/at")


def test_a_server_without_schedules_has_nothing(house: House, signed: Signed) -> None:
    found = signed(house.contact).get(URL, {"server": "NEW1"}).json()
    assert (found["instants"], found["gaps"], found["newest"], found["left_open"]) == ([], [], None, [])


def test_what_it_costs(house: House, signed: Signed) -> None:
    Weeks(house).as_promised()
    client = signed(house.stranger)
    client.get(URL, {"server": "erp1"})
    with CaptureQueriesContext(connection) as caught:
        client.get(URL, {"server": "erp1"})
    # who asks, the server; schedules, terms, promises, runs
    assert len(caught) <= 8
