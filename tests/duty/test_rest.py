"""`/on-call/`, `/absences/`, `/handovers/` by REST: the same actions, as data."""

from datetime import datetime
from typing import Any

import pytest

from hostops.duty.models import Shift
from tests.api.conftest import Signed
from tests.api.conftest import signed as signed  # the fixture
from tests.duty.scene import DAY, away, on_call
from tests.house import House

SHIFTS = "/api/v1/on-call/shifts/"
WEEK = {"starts_at": "2026-03-11T09:00:00+01:00", "ends_at": "2026-03-18T09:00:00+01:00"}


def pointers(answer: Any) -> list[str]:
    return [error["pointer"] for error in answer.json()["errors"]]


def test_a_shift_from_plan_to_removal(house: House, signed: Signed, tuesday: datetime) -> None:
    planner = signed(house.planner)
    made = planner.post(SHIFTS, {"person": "Engineer", "line": 1, **WEEK}, format="json")
    shift = Shift.objects.get()
    assert made.status_code == 201
    assert made.json() == {
        "id": shift.pk, "person": "engineer", "name": "Engineer", "line": 1,
        "starts_at": "2026-03-11T08:00:00Z", "ends_at": "2026-03-18T08:00:00Z",
    }  # fmt: skip
    where = made.headers["Location"]
    taken = planner.post(SHIFTS, {"person": "engineer-two", "line": 1, **WEEK}, format="json")
    assert taken.status_code == 409
    assert planner.post(f"{where}change/", {"line": 2}, format="json").json()["line"] == 2
    assert signed(house.second_engineer).post(f"{where}cover/").json()["person"] == "engineer-two"
    assert planner.post(f"{where}remove/").status_code == 204
    assert planner.get(where).status_code == 404


def test_swapped(house: House, signed: Signed, tuesday: datetime) -> None:
    one, two = on_call(house.engineer, 1, tuesday), on_call(house.second_engineer, 2, tuesday)
    engineer = signed(house.engineer)
    assert engineer.post(f"{SHIFTS}{one.pk}/swap/", {"other": two.pk}, format="json").json()["person"] == "engineer-two"
    missing = engineer.post(f"{SHIFTS}{one.pk}/swap/", {"other": two.pk + 1_000_000}, format="json")
    assert (missing.status_code, pointers(missing)) == (400, ["/other"])


def test_drafted(house: House, signed: Signed, tuesday: datetime) -> None:
    rule = {
        "people": ["engineer", "engineer-two"], "line": 1, "timezone": "Europe/Stockholm",
        "first_day": "2026-03-16", "at": "09:00", "weeks": 3,
    }  # fmt: skip
    made = signed(house.planner).post("/api/v1/on-call/drafts/", rule, format="json")
    assert made.status_code == 201
    assert [shift["person"] for shift in made.json()["shifts"]] == ["engineer", "engineer-two", "engineer"]
    wrong = signed(house.planner).post(
        "/api/v1/on-call/drafts/", {**rule, "timezone": "Mars", "people": ["nobody"]}, format="json"
    )
    assert (wrong.status_code, pointers(wrong)) == (400, ["/people/0"])


def test_engineers_plan_nothing_and_learn_no_names(house: House, signed: Signed, tuesday: datetime) -> None:
    answers = [
        signed(house.engineer).post(SHIFTS, {"person": name, "line": 1, **WEEK}, format="json")
        for name in ("manager", "nobody")
    ]
    assert [answer.status_code for answer in answers] == [403, 403]
    assert answers[0].json() == answers[1].json()


def test_now(house: House, signed: Signed, tuesday: datetime) -> None:
    on_call(house.engineer, 1, tuesday)
    on_call(house.second_engineer, 2, tuesday + 2 * DAY)
    away(house.engineer, tuesday)
    shown = signed(house.viewer).get("/api/v1/on-call/")
    assert shown.status_code == 403
    shown = signed(house.engineer).get("/api/v1/on-call/").json()
    assert shown["lines"] == [
        {"line": 1, "person": "engineer", "name": "Engineer", "until": "2026-03-11T17:00:00Z",
         "away_until": "2026-03-11T17:00:00Z"},
        {"line": 2, "person": None, "name": None, "until": None, "away_until": None},
    ]  # fmt: skip
    assert shown["handover_at"] == "2026-03-11T17:00:00Z"
    assert [(gap["line"], gap["starts_at"]) for gap in shown["gaps"]] == [
        (1, "2026-03-11T17:00:00Z"),
        (2, "2026-03-10T17:00:00Z"),
        (2, "2026-03-13T17:00:00Z"),
    ]


def test_absences(house: House, signed: Signed, tuesday: datetime) -> None:
    engineer = signed(house.engineer)
    made = engineer.post("/api/v1/absences/", {**WEEK, "deputy": "manager"}, format="json").json()
    assert (made["person"], made["deputy"], made["cancelled_at"]) == ("engineer", "manager", None)
    ended = engineer.post(f"/api/v1/absences/{made['id']}/end/").json()
    assert ended["cancelled_at"] == "2026-03-10T17:00:00Z"
    other = engineer.post("/api/v1/absences/", {**WEEK, "person": "planner"}, format="json")
    assert other.status_code == 403


def test_handovers(house: House, signed: Signed, tuesday: datetime) -> None:
    engineer, colleague = signed(house.engineer), signed(house.second_engineer)
    facts = engineer.get("/api/v1/handovers/facts/").json()["sections"]
    assert {"Open Level 1", "Waiting on the customer"} <= {section["title"] for section in facts}
    note = engineer.post("/api/v1/handovers/", {"text": "Watch web1."}, format="json").json()
    assert (note["written_by"], note["read_by"]) == ("engineer", None)
    assert engineer.post(f"/api/v1/handovers/{note['id']}/confirm/").status_code == 403
    assert colleague.post(f"/api/v1/handovers/{note['id']}/confirm/").json()["read_by"] == "engineer-two"
    for query, count in [({"q": "web1"}, 1), ({"q": "db1"}, 0), ({"read": "true"}, 1), ({"read": "false"}, 0)]:
        assert len(colleague.get("/api/v1/handovers/", query).json()["results"]) == count, query


@pytest.mark.parametrize(
    ("query", "lines"),
    [
        ({}, [1, 2]),
        ({"line": "2"}, [2]),
        ({"person": "ENGINEER"}, [1]),
        ({"since": "2026-03-12T00:00:00Z"}, [2]),
        ({"until": "2026-03-11T00:00:00Z"}, [1]),
        ({"ordering": "-starts_at"}, [2, 1]),
    ],
)
def test_filters(house: House, signed: Signed, tuesday: datetime, query: dict[str, str], lines: list[int]) -> None:
    on_call(house.engineer, 1, tuesday)
    on_call(house.second_engineer, 2, tuesday + 2 * DAY)
    found = signed(house.engineer).get(SHIFTS, query).json()["results"]
    assert [shift["line"] for shift in found] == lines


def test_lists_cost_two_queries_however_long(
    house: House, signed: Signed, tuesday: datetime, django_assert_num_queries: Any
) -> None:
    client = signed(house.engineer)
    client.get(SHIFTS)
    for number in range(2):
        for path in (SHIFTS, "/api/v1/absences/", "/api/v1/handovers/"):
            with django_assert_num_queries(2):  # the token, the page
                client.get(path)
        for day in range(5):
            on_call(house.engineer, 1, tuesday + (10 * number + 2 * day) * DAY)
            away(house.engineer, tuesday + (10 * number + 2 * day) * DAY, house.manager)
