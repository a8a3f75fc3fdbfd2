"""`/api/v1/reports/`: the figures of the pages, for programs."""

from datetime import datetime
from typing import Any

import pytest

from hostops.clocks.models import Clock
from tests.house import House
from tests.tickets.cases import file
from tests.tickets_api.calls import Caller, pointers
from tests.tickets_reports.rows import HOUR, promise

ATTAINMENT, PROMISES, TODAY = (f"/api/v1/reports/{name}/" for name in ("attainment", "promises", "today"))
MARCH = {"period": "2026-03", "zone": "America/Los_Angeles"}


@pytest.fixture
def manager(house: House) -> Caller:
    return Caller(house.manager)


def ok(answer: Any) -> Any:
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_the_figures_of_a_month(manager: Caller, march: dict[str, Clock]) -> None:
    found = ok(manager.get(ATTAINMENT, MARCH))
    assert found["total"] == {
        "now": {"decided": 6, "kept": 3, "breached": 3, "attributed": 1, "attained": 50.0,
                "attained_without_attributed": 60.0},
        "before": {"decided": 2, "kept": 1, "breached": 1, "attributed": 0, "attained": 50.0,
                   "attained_without_attributed": 50.0},
        "change": 0.0,
    }  # fmt: skip
    assert found["period"] == {
        "name": "March 2026", "key": "2026-03", "from": "2026-03-01T08:00:00Z", "until": "2026-04-01T07:00:00Z",
    }  # fmt: skip
    assert [(line["kind"], line["severity"], line["now"]["decided"]) for line in found["by_promise"]] == [
        ("response", 1, 2), ("response", 3, 3), ("response", None, 1),
    ]  # fmt: skip
    assert [(line["account"], line["severity"]) for line in found["by_account"]] == [
        ("harbor", 1), ("harbor", 3), ("nordic", None),
    ]  # fmt: skip
    assert len(found["months"]) == 36
    assert found["definition"][0]["word"] == "Promise"


@pytest.mark.parametrize(
    ("query", "decided"),
    [
        ({"account": "harbor"}, 5),
        ({"severity": "1"}, 2),
        ({"severity": "0"}, 1),
        ({"kind": "progress"}, 0),
        ({"period": "", "from": "2026-03-08T00:00:00Z", "until": "2026-03-10T00:00:00Z"}, 2),
        ({"period": "", "from": "2026-03-08T01:00:00 01:00"}, 4),
        ({"period": ""}, 6),
    ],
)
def test_what_it_may_be_narrowed_by(
    manager: Caller, march: dict[str, Clock], query: dict[str, str], decided: int
) -> None:
    assert ok(manager.get(ATTAINMENT, {**MARCH, **query}))["total"]["now"]["decided"] == decided


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ({"account": "nobody"}, "/account"),
        ({"kind": "closing"}, "/kind"),
        ({"severity": "-1"}, "/severity"),
        ({"severity": "99999999999"}, "/severity"),
        ({"period": "March"}, "/period"),
        ({"period": "1980-01-01..2026-01-01"}, "/period"),
        ({"period": "2026", "from": "2026-01-01T00:00:00Z"}, "/period"),
        ({"from": "2026-01-01"}, "/from"),
        ({"from": "1970-01-01T00:00:00Z", "until": "9999-12-31T00:00:00Z"}, "/from"),
        ({"until": "2026-01-01T00:00:00Z"}, "/from"),
        ({"from": "2026-01-02T00:00:00Z", "until": "2026-01-02T00:00:00Z"}, "/until"),
        ({"zone": "Mars/Base"}, "/zone"),
        ({"perod": "2026"}, "/perod"),
    ],
)
def test_what_is_wrong_is_pointed_at(house: House, manager: Caller, query: dict[str, str], pointer: str) -> None:
    for address in (ATTAINMENT, PROMISES):
        answer = manager.get(address, query)
        assert answer.status_code == 400
        assert pointers(answer) == [pointer]


def test_a_parameter_twice(manager: Caller) -> None:
    assert pointers(manager.get(f"{ATTAINMENT}?kind=response&kind=progress")) == ["/kind"]


def test_every_figure_has_its_promises(manager: Caller, march: dict[str, Clock]) -> None:
    for result, names in (("kept", 3), ("breached", 3), ("excused", 1), ("held", 2), ("", 6)):
        assert len(ok(manager.get(PROMISES, {**MARCH, "result": result}))["results"]) == names
    [row] = ok(manager.get(PROMISES, {**MARCH, "result": "excused"}))["results"]
    assert row == {
        "clock": march["excused"].pk, "cycle": 1, "kind": "response", "severity": 1, "account": "harbor",
        "case": march["excused"].subject.reference, "title": march["excused"].subject.title,
        "due_at": "2026-03-06T17:00:00Z", "stopped_at": "2026-03-07T17:00:00Z", "decided_at": "2026-03-06T17:00:00Z",
        "kept": False, "cause": "customer",
    }  # fmt: skip


def test_promises_page_by_page_and_back(house: House, manager: Caller, tuesday: datetime) -> None:
    made = [promise(house, tuesday - hour * HOUR, None).pk for hour in range(1, 6)]
    first = ok(manager.get(PROMISES, {**MARCH, "limit": "2"}))
    second = ok(manager.get(first["next"]))
    third = ok(manager.get(second["next"]))
    pages = [[row["clock"] for row in page["results"]] for page in (first, second, third)]
    assert pages == [made[:2], made[2:4], made[4:]]
    assert (first["previous"], third["next"]) == (None, None)
    assert [row["clock"] for row in ok(manager.get(third["previous"]))["results"]] == made[2:4]


@pytest.mark.parametrize("query", [{"cursor": "x"}, {"cursor": "-x"}, {"limit": "0"}, {"limit": "201"}, {"limit": "x"}])
def test_pages_that_are_none(manager: Caller, query: dict[str, str]) -> None:
    assert pointers(manager.get(PROMISES, query)) == [f"/{next(iter(query))}"]


def test_an_account_holder_is_told_of_its_own(house: House, march: dict[str, Clock]) -> None:
    caller = Caller(house.holder)
    assert ok(caller.get(ATTAINMENT, MARCH))["total"]["now"]["decided"] == 5
    assert {row["account"] for row in ok(caller.get(PROMISES, MARCH))["results"]} == {"harbor"}
    assert pointers(caller.get(ATTAINMENT, {"account": "nordic"})) == ["/account"]


def test_who_may_not(house: House) -> None:
    for person in (house.contact, house.stranger):
        for address in (ATTAINMENT, PROMISES, TODAY):
            assert Caller(person).get(address).status_code == 403
    assert Caller(house.holder).get(TODAY).status_code == 403


def test_today(house: House, manager: Caller, tuesday: datetime) -> None:
    file(house, 3)
    found = ok(manager.get(TODAY, {"zone": "UTC"}))
    load = {"open": 1, "late": 0, "due_within_hour": 0, "due_within_day": 0, "unassigned": 1}
    assert found["total"] == load | {"next_due": "2026-03-12T00:00:00Z"}
    assert found["by_severity"] == [{"severity": 3, **load, "next_due": "2026-03-12T00:00:00Z"}]
    assert [(line["username"], line["open"]) for line in found["by_person"]] == [
        (None, 1), ("engineer", 0), ("engineer-two", 0),
    ]  # fmt: skip
    assert found["alerts"]["failed"] == 0
    assert found["arrivals"]["hours"][1][17] == 1
    assert sum(map(sum, found["arrivals"]["hours"])) == 1
    assert pointers(manager.get(TODAY, {"zone": "Mars/Base"})) == ["/zone"]
