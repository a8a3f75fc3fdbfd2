"""The windows by REST: drafted, looked at, taken through their life."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hostops.lib.now import moved_to
from maintenance.models import Window
from tests.house import House
from tests.maintenance.scene import DAY, HOUR, SUNDAY, announced, drafted, mailed, planned
from tests.tickets_api.calls import BASE, pointers
from tests.tickets_api.conftest import Callers

pytestmark = pytest.mark.django_db
WINDOWS = f"{BASE}/windows/"
GIVEN: dict[str, Any] = {
    "kind": "short",
    "title": "Storage firmware",
    "starts_at": "2026-04-19T00:00:00+02:00",
    "ends_at": "2026-04-19T04:00:00+02:00",
    "timezone": "Europe/Stockholm",
    "scope": {"servers": ["erp1"]},
}


def at(window: Window | str, below: str = "") -> str:
    return f"{WINDOWS}{window}/" + (f"{below}/" if below else "")


def test_a_draft_is_written_and_read(calls: Callers, tuesday: datetime) -> None:
    answer = calls.planner.post(WINDOWS, GIVEN)
    made = answer.json()
    assert answer.status_code == 201, made
    assert answer["Location"].endswith(at(made["number"]))
    assert (made["state"], made["scope"], made["starts_at"]) == ("draft", {"servers": ["erp1"]}, "2026-04-18T22:00:00Z")
    for name in (made["number"], str(made["id"])):
        assert calls.planner.get(at(name)).json() == made


def test_its_whole_life(calls: Callers, tuesday: datetime) -> None:
    number = calls.planner.post(WINDOWS, {**GIVEN, "steps": ["Stop", "Flash"]}).json()["number"]
    assert calls.planner.post(at(number, "plan")).json()["notice"] == {
        "due_at": "2026-04-12T22:00:00Z",
        "sent_at": None,
        "kept": None,
        "minutes": None,
    }
    decided = {"decision": "used", "effect": "It is down.", "impact": "outage", "expected_downtime": "PT30M"}
    assert calls.planner.post(at(number, "decide"), decided).json()["expected_downtime"] == "PT30M"
    assert calls.planner.post(at(number, "announce")).json()["affected"] == ["nordic"]
    mailed()
    shown = calls.stranger.get(at(number)).json()
    assert shown["notice"]["kept"] is True
    assert shown["scope"] == {"servers": ["erp1"]}
    assert calls.stranger.post(at(number, "acknowledge"), {"answer": "accepted"}).status_code == 200
    with moved_to(SUNDAY):
        assert calls.engineer.post(at(number, "start")).json()["state"] == "in_progress"
        ticked = calls.engineer.post(at(number, "steps/1")).json()
        assert [step["done_by"] for step in ticked["steps"]] == ["engineer", None]
        assert calls.engineer.post(at(number, "finish"), {"done": "Flashed."}).json()["state"] == "completed"
        assert calls.engineer.post(at(number, "report"), {"report": "All well."}).json()["state"] == "reported"
    verbs = [entry["verb"].rsplit(".", 1)[-1] for entry in calls.planner.get(at(number, "journal")).json()["results"]]
    assert verbs[:4] == ["created", "planned", "decided", "announced"]
    assert verbs[-2:] == ["finished", "reported"]
    [row] = calls.planner.get(at(number, "affected")).json()["results"]
    assert (row["account"], row["answers"][0]["answer"], row["to_chase"]) == ("nordic", "accepted", False)


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"ends_at": "2026-04-18T23:00:00+02:00"}, "/ends_at"),
        ({"starts_at": "2026-12-31T22:00:00+01:00", "ends_at": "2027-01-01T02:00:00+01:00"}, "/ends_at"),
        ({"expected_downtime": "PT5H"}, "/expected_downtime"),
        ({"expected_downtime": "P1D"}, "/expected_downtime"),
        ({"starts_at": "2026-04-19T00:00:00"}, "/starts_at"),
        ({"timezone": "Europe/Nowhere"}, "/timezone"),
        ({"kind": "tiny"}, "/kind"),
        ({"scope": {"servers": ["nothing1"]}}, "/scope/servers/0"),
        ({"scope": {"servers": []}}, "/scope"),
        ({"scope": {"racks": ["r1"]}}, "/scope"),
        ({"scope": {}}, "/scope"),
        ({"title": " "}, "/title"),
        ({"colour": "red"}, "/colour"),
    ],
)
def test_malformed_is_refused_with_its_place(
    calls: Callers, tuesday: datetime, wrong: dict[str, Any], pointer: str
) -> None:
    answer = calls.planner.post(WINDOWS, {**GIVEN, **wrong})
    assert answer.status_code == 400, answer.json()
    assert [one.removesuffix("/0") for one in pointers(answer)] == [pointer.removesuffix("/0")]
    assert not Window.objects.exists()


def test_customers_create_nothing_and_see_no_drafts(calls: Callers, house: House, tuesday: datetime) -> None:
    assert calls.stranger.post(WINDOWS, GIVEN).status_code == 403
    window = drafted(house)
    assert calls.stranger.get(at(window)).status_code == 404
    assert calls.stranger.get(WINDOWS).json()["results"] == []


def test_another_account_sees_nothing_of_it(calls: Callers, house: House, tuesday: datetime) -> None:
    window = announced(house)
    for below in ("", "affected", "steps", "journal"):
        assert calls.contact.get(at(window, below)).status_code == 404
    for step in ("acknowledge", "accept", "start", "cancel"):
        assert calls.contact.post(at(window, step)).status_code == 404
    assert calls.contact.get(f"{WINDOWS}?server=erp1").json()["results"] == []


def test_what_a_customer_may_not_do(calls: Callers, house: House, tuesday: datetime) -> None:
    window = announced(house)
    for step in ("change", "plan", "decide", "announce", "start", "finish", "report", "cancel", "convert", "consult"):
        assert calls.stranger.post(at(window, step)).status_code == 403, step
    assert calls.stranger.post(f"{WINDOWS}check/", GIVEN).status_code == 403


def test_a_change_honours_if_match(calls: Callers, house: House, tuesday: datetime) -> None:
    window = planned(house)
    tag = calls.planner.get(at(window))["ETag"]
    assert calls.planner.post(at(window, "change"), {"title": "Firmware"}, If_Match=tag).status_code == 200
    assert calls.planner.post(at(window, "change"), {"title": "Disks"}, If_Match=tag).status_code == 412
    window.refresh_from_db()
    assert window.title == "Firmware"


def test_an_impossible_step_says_what_is_possible(calls: Callers, house: House, tuesday: datetime) -> None:
    answer = calls.planner.post(at(drafted(house), "start"))
    assert answer.status_code == 409
    assert "plan" in answer.json()["possible"]


def test_check_says_what_binds_and_stores_nothing(calls: Callers, house: House, tuesday: datetime) -> None:
    planned(house, title="Another")
    answer = calls.planner.post(f"{WINDOWS}check/", {name: GIVEN[name] for name in GIVEN if name != "title"})
    found = answer.json()
    assert answer.status_code == 200, found
    assert (found["lawful"], found["notice_due_at"]) == (True, "2026-04-12T22:00:00Z")
    assert found["earliest_lawful_start"] == "2026-03-16T17:00:00Z"
    assert (found["binding"]["clause"], found["binding"]["notice"]) == ("iptor:5f", "P6D")
    assert [clash["kind"] for clash in found["clashes"]] == ["window"]
    assert Window.objects.count() == 1


def test_check_names_the_clause_of_what_is_not_lawful(calls: Callers, tuesday: datetime) -> None:
    soon = {"starts_at": "2026-03-12T00:00:00Z", "ends_at": "2026-03-12T08:00:00Z", "scope": {"all": True}}
    found = calls.planner.post(f"{WINDOWS}check/", {**GIVEN, **soon}).json()
    assert found["lawful"] is False
    assert {reason["clause"] for reason in found["reasons"]} == {"iptor:5e", "iptor:5f", "itpdx:6b"}
    assert found["affected"] == ["harbor", "nordic"]


def test_a_window_that_runs_into_another_needs_a_word(calls: Callers, house: House, tuesday: datetime) -> None:
    planned(house)
    number = calls.planner.post(WINDOWS, GIVEN).json()["number"]
    assert pointers(calls.planner.post(at(number, "plan"))) == ["/word"]
    assert calls.planner.post(at(number, "plan"), {"word": "They are one work."}).json()["state"] == "planned"


def test_a_planners_conversion_waits_for_the_manager(calls: Callers, house: House, tuesday: datetime) -> None:
    window = planned(house)
    body = {"kind": "emergency", "justification": "It is attacked."}
    with moved_to(SUNDAY - DAY):
        asked = calls.planner.post(at(window, "convert"), body).json()
        assert (asked["kind"], asked["conversions"][0]["approved_by"]) == ("short", None)
        assert calls.manager.post(at(window, "convert"), {"kind": "emergency"}).json()["kind"] == "emergency"


def test_agreed_by_rest(calls: Callers, house: House, tuesday: datetime) -> None:
    body = {**GIVEN, "kind": "agreed", "scope": {"servers": ["harbor/web1"]}}
    number = calls.planner.post(WINDOWS, body).json()["number"]
    assert calls.planner.post(at(number, "propose")).json()["state"] == "proposed"
    times = {"starts_at": "2026-04-20T00:00:00Z", "ends_at": "2026-04-20T02:00:00Z"}
    assert calls.contact.post(at(number, "counter"), times).json()["state"] == "countered"
    assert calls.planner.post(at(number, "accept")).json()["state"] == "accepted"


def test_filters_and_pages(calls: Callers, house: House, tuesday: datetime) -> None:
    first, second = planned(house), drafted(house, "long", starts_at=SUNDAY + 7 * DAY)

    def numbers(query: str) -> list[str]:
        return [row["number"] for row in calls.engineer.get(f"{WINDOWS}?{query}").json()["results"]]

    assert numbers("") == [first.number, second.number]
    assert numbers("ordering=-number") == [second.number, first.number]
    assert numbers("kind=long") == numbers("state=draft") == [second.number]
    assert numbers("account=nordic") == numbers("server=ERP1") == [first.number]
    assert numbers("starts_after=2026-04-20T00:00:00Z") == [second.number]
    assert numbers("starts_before=2026-04-20T00:00:00Z") == [first.number]
    assert calls.engineer.get(f"{WINDOWS}?colour=red").status_code == 400


@pytest.mark.parametrize(("who", "most"), [("engineer", 4), ("stranger", 3)])
def test_the_list_costs_the_same_however_long(
    calls: Callers, house: House, tuesday: datetime, who: str, most: int
) -> None:
    for number in range(6):
        planned(house, starts_at=SUNDAY + number * timedelta(days=7))
    caller = getattr(calls, who)
    caller.get(WINDOWS)
    with CaptureQueriesContext(connection) as caught:
        assert len(caller.get(WINDOWS).json()["results"]) == 6
    # the token, the windows with what they touch, their notices, what they are about (a customer's: not)
    assert len(caught) == most, [query["sql"][:200] for query in caught.captured_queries]


def test_one_window_and_what_is_below_it(calls: Callers, house: House, tuesday: datetime) -> None:
    window = announced(house, steps=["One", "Two"])
    for below, most in (("", 8), ("affected", 6), ("steps", 3), ("journal", 3)):
        calls.planner.get(at(window, below))
        with CaptureQueriesContext(connection) as caught:
            assert calls.planner.get(at(window, below)).status_code == 200
        assert len(caught) <= most, (below, [query["sql"][:150] for query in caught.captured_queries])


def test_idempotent_announcement(calls: Callers, house: House, tuesday: datetime) -> None:
    window = planned(house, effect="Down.", decision="used", expected_downtime=HOUR)
    answers = [calls.planner.post(at(window, "announce"), Idempotency_Key="k1") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert window.notices.count() == 1
