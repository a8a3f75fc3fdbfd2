"""`POST /deadlines/`: the contract's examples, and what it refuses."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from hostops.accounts.models import Person
from tests.api.conftest import Signed

WORKDAYS = {day: [["09:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}
BERLIN = {"timezone": "Europe/Berlin", "hours": WORKDAYS}
FRIDAY = "2026-03-27T16:00:00+01:00"  # clocks go forward in the night to Sunday


@pytest.fixture
def client(somebody: Person, signed: Signed) -> APIClient:
    return signed(somebody)


def ask(client: APIClient, **asked: Any) -> dict[str, Any]:
    body = {"calendar": BERLIN, "start": FRIDAY, "time": "business", **asked}
    answer = client.post(
        "/api/v1/deadlines/", {name: value for name, value in body.items() if value != ...}, format="json"
    )
    assert answer.status_code == 200, answer.content
    found: dict[str, Any] = answer.json()
    return found


def refused(client: APIClient, **asked: Any) -> dict[str, str]:
    """The pointers of a refusal, with what stands at each."""
    body = {"calendar": BERLIN, "start": FRIDAY, "time": "business", "duration": "PT8H", **asked}
    answer = client.post(
        "/api/v1/deadlines/", {name: value for name, value in body.items() if value != ...}, format="json"
    )
    assert answer.status_code == 400, answer.content
    return {found["pointer"]: found["detail"] for found in answer.json()["errors"]}


def test_business_hours_over_a_weekend_in_which_clocks_change(client: APIClient) -> None:
    found = ask(client, duration="PT8H")
    assert found["due_at"] == "2026-03-30T14:00:00Z"
    assert [tuple(span.values()) for span in found["spans"]] == [
        ("2026-03-27T15:00:00Z", "2026-03-27T16:00:00Z", True, "open", 3600),
        ("2026-03-27T16:00:00Z", "2026-03-30T07:00:00Z", False, "closed", 226800),
        ("2026-03-30T07:00:00Z", "2026-03-30T14:00:00Z", True, "open", 25200),
    ]
    assert list(found["spans"][0]) == ["from", "until", "counts", "why", "seconds"]


@pytest.mark.parametrize(
    ("duration", "time", "due_at"),
    [
        ("PT1H", "business", "2026-03-27T16:00:00Z"),  # used up at closing time: due at closing time
        ("next_business_day", "business", "2026-03-30T15:00:00Z"),
        ("P1D", "business", "2026-03-30T15:00:00Z"),
        ("P3D", "business", "2026-04-01T15:00:00Z"),
        ("PT15M", "elapsed", "2026-03-27T15:15:00Z"),
        ("P6D", "elapsed", "2026-04-02T14:00:00Z"),  # 16:00 by the wall clock, an hour less by the sun
        ("P1W", "elapsed", "2026-04-03T14:00:00Z"),
        ("P1M", "elapsed", "2026-04-27T14:00:00Z"),
        ("PT0S", "elapsed", "2026-03-27T15:00:00Z"),
    ],
)
def test_durations(client: APIClient, duration: str, time: str, due_at: str) -> None:
    assert ask(client, duration=duration, time=time)["due_at"] == due_at


def test_a_day_may_have_several_intervals_and_end_at_midnight(client: APIClient) -> None:
    hours = {"fri": [["12:00", "13:00"], ["16:30", "24:00"]], "sat": []}
    found = ask(client, calendar={"timezone": "Europe/Berlin", "hours": hours}, duration="PT7H30M")
    assert found["due_at"] == "2026-03-27T23:00:00Z"


def test_an_interval_that_a_clock_change_shortens_counts_its_real_seconds(client: APIClient) -> None:
    calendar = {"timezone": "Europe/Berlin", "hours": {"sun": [["00:00", "06:00"]]}}
    found = ask(client, calendar=calendar, start="2026-03-29T00:00:00+01:00", duration=..., end="2026-03-29T12:00:00Z")
    assert found["seconds"] == 5 * 3600


def test_a_holiday_that_is_given_and_one_of_a_region(client: APIClient) -> None:
    asked = {"start": "2026-12-23T16:00:00+01:00", "duration": "PT8H"}
    given = ask(client, calendar=BERLIN | {"holidays": ["2026-12-24"]}, **asked)
    assert {span["why"] for span in given["spans"]} == {"open", "closed", "holiday"}
    region = ask(client, calendar=BERLIN | {"holidays": ["2026-12-24"], "holiday_region": "DE-BE"}, **asked)
    assert "holiday: Christmas Day" in {span["why"] for span in region["spans"]}
    assert given["due_at"] == "2026-12-25T15:00:00Z"
    assert region["due_at"] == "2026-12-28T15:00:00Z"


def test_pauses_shift_what_they_cover(client: APIClient) -> None:
    pauses = [{"from": "2026-03-27T15:30:00Z", "until": "2026-03-30T08:00:00Z"}]
    found = ask(client, duration="PT8H", pauses=pauses)
    assert found["due_at"] == "2026-03-31T07:30:00Z"
    assert [span["why"] for span in found["spans"] if span["why"] == "paused"]


@pytest.mark.parametrize("pause", [{"from": "2026-03-27T15:30:00Z", "until": None}, {"from": "2026-03-27T15:30:00Z"}])
def test_nothing_is_due_while_a_pause_is_open(client: APIClient, pause: dict[str, Any]) -> None:
    found = ask(client, duration="PT8H", pauses=[pause])
    assert found["due_at"] is None
    assert found["spans"][-1] == {
        "from": "2026-03-27T15:30:00Z", "until": None, "counts": False, "why": "paused", "seconds": None,
    }  # fmt: skip


def test_with_an_end_it_tells_what_counted(client: APIClient) -> None:
    found = ask(client, end="2026-03-30T10:00:00+02:00")
    assert found["seconds"] == 2 * 3600
    assert [span["seconds"] for span in found["spans"]] == [3600, 226800, 3600]
    assert set(found) == {"seconds", "spans"}


def test_elapsed_time_needs_no_calendar_and_then_days_are_those_of_utc(client: APIClient) -> None:
    assert ask(client, calendar=..., time="elapsed", duration="P6D")["due_at"] == "2026-04-02T15:00:00Z"
    assert (
        ask(client, calendar={"timezone": "Europe/Berlin"}, time="elapsed", duration="P6D")["due_at"]
        == "2026-04-02T14:00:00Z"
    )


def test_fractions_of_a_second_survive(client: APIClient) -> None:
    found = ask(client, start="2026-03-27T16:00:00.25+01:00", duration="PT1S", time="elapsed")
    assert found["due_at"] == "2026-03-27T15:00:01.250000Z"


@pytest.mark.parametrize(
    ("asked", "pointer", "says"),
    [
        ({"start": ...}, "/start", "required"),
        ({"start": "2026-03-27T16:00:00"}, "/start", "no zone"),
        ({"start": "yesterday"}, "/start", "not a time"),
        ({"start": 17}, "/start", "as text"),
        ({"start": "2026-02-30T16:00:00Z"}, "/start", "no such time"),
        ({"start": "1969-12-31T23:59:59Z"}, "/start", "1970"),
        ({"start": "0001-01-01T00:00:00+14:00"}, "/start", "1970"),
        ({"start": "9999-12-31T23:59:59Z"}, "/start", "9999"),
        ({"duration": "soon"}, "/duration", "not a duration"),
        ({"duration": "PT1.5H"}, "/duration", "not a duration"),
        ({"duration": "-PT1H"}, "/duration", "not a duration"),
        ({"duration": 8}, "/duration", "as text"),
        ({"duration": "P1M"}, "/duration", "no meaning in business time"),
        ({"duration": "next_business_day", "time": "elapsed"}, "/duration", "business time"),
        ({"duration": "P99999D"}, "/duration", "at most"),
        ({"duration": "PT80000H"}, "/duration", "at most"),
        ({"duration": ...}, "/duration", "or an end"),
        ({"duration": "PT1H", "end": FRIDAY}, "/end", "one of them"),
        ({"duration": ..., "end": "2026-03-27T15:59:59+01:00"}, "/end", "before the start"),
        ({"time": ...}, "/time", "required"),
        ({"time": "working"}, "/time", "not a valid choice"),
        ({"calendar": ...}, "/calendar", "calendar"),
        ({"calendar": []}, "/calendar", "dictionary"),
        ({"calendar": {"timezone": "Europe/Berlin"}}, "/calendar/hours", "opening hours"),
        ({"calendar": {"hours": WORKDAYS}}, "/calendar/timezone", "required"),
        ({"calendar": BERLIN | {"timezone": "Mars/Olympus"}}, "/calendar/timezone", "not a time zone"),
        ({"calendar": BERLIN | {"timezone": "../../etc/passwd"}}, "/calendar/timezone", "not a time zone"),
        ({"calendar": BERLIN | {"hours": []}}, "/calendar/hours", "weekdays"),
        ({"calendar": BERLIN | {"hours": {}}}, "/calendar/hours", "no open hours"),
        ({"calendar": BERLIN | {"hours": {"monday": []}}}, "/calendar/hours/monday", "not a day"),
        ({"calendar": BERLIN | {"hours": {"mon": "09:00-17:00"}}}, "/calendar/hours/mon", "list of openings"),
        ({"calendar": BERLIN | {"hours": {"mon": ["09:00"]}}}, "/calendar/hours/mon/0", "pair of times"),
        (
            {"calendar": BERLIN | {"hours": {"mon": [["00:00", "01:00"], ["24:00", "25:00"]]}}},
            "/calendar/hours/mon/1",
            "25:00",
        ),
        ({"calendar": BERLIN | {"hours": {"mon": [["17:00", "09:00"]]}}}, "/calendar/hours/mon/0", "past midnight"),
        ({"calendar": BERLIN | {"hours": {"mon": [["09:00", "09:00"]]}}}, "/calendar/hours/mon/0", "close after"),
        (
            {"calendar": BERLIN | {"hours": {"mon": [["09:00", "13:00"], ["12:00", "17:00"]]}}},
            "/calendar/hours/mon",
            "overlap",
        ),
        ({"calendar": BERLIN | {"hours": {"mon": [["09:00", "17:00"]] * 30}}}, "/calendar/hours/mon", "at most"),
        ({"calendar": BERLIN | {"holidays": ["2026-12-25", "Christmas"]}}, "/calendar/holidays/1", "Date"),
        ({"calendar": BERLIN | {"holidays": "2026-12-25"}}, "/calendar/holidays", "list"),
        ({"calendar": BERLIN | {"holiday_region": "DE-XX"}}, "/calendar/holiday_region", "not a region"),
        ({"calendar": BERLIN | {"holidys": []}}, "/calendar/holidys", "did you mean holidays?"),
        ({"pauses": [{"from": FRIDAY, "until": "2026-03-27T15:59:59+01:00"}]}, "/pauses/0/until", "before it begins"),
        ({"pauses": [{"from": FRIDAY}, {"until": FRIDAY}]}, "/pauses/1/from", "required"),
        ({"pauses": [{"from": "2026-03-27T16:00:00"}]}, "/pauses/0/from", "no zone"),
        ({"pauses": {}}, "/pauses", "list"),
        ({"pauses": [{"from": FRIDAY, "until": FRIDAY}] * 1001}, "/pauses", "1000"),
        ({"pause": []}, "/pause", "did you mean pauses?"),
    ],
)
def test_what_makes_no_sense_is_pointed_at(client: APIClient, asked: dict[str, Any], pointer: str, says: str) -> None:
    found = refused(client, **asked)
    assert pointer in found
    assert says in found[pointer]


def test_all_faults_are_told_at_once(client: APIClient) -> None:
    found = refused(client, start="x", duration="y", calendar={"timezone": "z", "hours": {"mon": [["a", "b"]]}})
    assert set(found) == {"/start", "/duration", "/calendar/timezone", "/calendar/hours/mon/0"}


def test_nothing_is_kept(client: APIClient, django_assert_num_queries: Any) -> None:
    ask(client, duration="PT8H")
    with django_assert_num_queries(1):  # the token
        ask(client, duration="PT8H")
