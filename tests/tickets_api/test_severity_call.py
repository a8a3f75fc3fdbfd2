"""`POST /cases/{number}/severity/`."""

from datetime import datetime, timedelta

from hostops.lib.now import moved_to
from tests.house import House
from tests.tickets.cases import file, phoned
from tests.tickets_api.calls import at, pointers
from tests.tickets_api.conftest import Callers

MINUTE = timedelta(minutes=1)


def test_raised_comes_due_earlier(calls: Callers, house: House, tuesday: datetime) -> None:
    case = file(house, 3)
    with moved_to(tuesday + 10 * MINUTE):
        answer = calls.engineer.step(case, "severity", {"severity": 2, "reason": "raised", "note": "All shops."})
    assert answer.status_code == 200
    assert answer.json()["severity"] == 2
    assert answer.json()["requested_severity"] == 3
    assert answer.json()["next_due"] == "2026-03-10T18:10:00Z"
    assert answer.json()["clocks"][0]["revision"] == 1


def test_lowered_counts_anew_from_the_start(calls: Callers, house: House, tuesday: datetime) -> None:
    case = phoned(house, 1)
    with moved_to(tuesday + 5 * MINUTE):
        answer = calls.engineer.step(case, "severity", {"severity": 3, "reason": "core_restored"})
    assert answer.json()["next_due"] == "2026-03-12T00:00:00Z"


def test_reason_of_no_policy_is_refused(calls: Callers, house: House) -> None:
    answer = calls.engineer.step(file(house, 3), "severity", {"severity": 2, "reason": "mood"})
    assert (answer.status_code, pointers(answer)) == (400, ["/reason"])
    assert "raised" in answer.json()["detail"]


def test_reason_that_needs_evidence(calls: Callers, house: House) -> None:
    case = phoned(house, 2)
    body = {"severity": 3, "reason": "information_withheld"}
    assert pointers(calls.engineer.step(case, "severity", body)) == ["/note"]
    assert calls.engineer.step(case, "severity", {**body, "note": "Logs were cut."}).status_code == 200


def test_wrong_direction_and_wrong_level(calls: Callers, house: House) -> None:
    case = file(house, 3)
    for severity, reason in ((4, "raised"), (9, "verified"), (0, "verified"), (None, "verified")):
        answer = calls.engineer.step(case, "severity", {"severity": severity, "reason": reason})
        assert (answer.status_code, pointers(answer)) == (400, ["/severity"])


def test_full_priority_place_needs_an_override(calls: Callers, house: House, tuesday: datetime) -> None:
    phoned(house, 1)
    case = file(house, 3)
    body = {"severity": 2, "reason": "verified"}
    refused = calls.engineer.step(case, "severity", body)
    assert (refused.status_code, "override_reason" in refused.json()["detail"]) == (409, True)
    answer = calls.engineer.step(case, "severity", {**body, "override_reason": "Both are grave."})
    assert (answer.status_code, answer.json()["over_cap"]) == (200, True)


def test_policy_without_severities_has_none_to_set(calls: Callers, house: House) -> None:
    case = file(house, None, actor=house.stranger, account=house.nordic, server=house.nordic_server)
    assert calls.engineer.step(case, "severity", {"severity": 2, "reason": "verified"}).status_code == 409


def test_customers_do_not_set_it(calls: Callers, house: House) -> None:
    case = file(house, 3)
    for caller in (calls.contact, calls.holder, calls.viewer, calls.planner):
        assert caller.step(case, "severity", {"severity": 1, "reason": "raised"}).status_code == 403
    assert calls.contact.get(at(case)).json()["severity"] == 3
