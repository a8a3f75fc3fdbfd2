"""`GET /cases/{number}/journal/`: who did what, when and why."""

from datetime import datetime, timedelta

from hostops.lib.now import moved_to
from tests.house import House
from tests.tickets.cases import file, phoned
from tests.tickets_api.calls import at
from tests.tickets_api.conftest import Callers


def test_who_when_verb_data_and_reason(calls: Callers, house: House, tuesday: datetime) -> None:
    case = phoned(house, 1)
    with moved_to(tuesday + timedelta(minutes=5)):
        calls.engineer.step(case, "severity", {"severity": 3, "reason": "workaround", "note": "Restarted."})
    filed, lowered = calls.contact.get(at(case, "journal")).json()["results"]
    assert (filed["verb"], filed["who"], filed["when"]) == ("tickets.case.filed", "Engineer", "2026-03-10T17:00:00Z")
    assert filed["data"]["after"]["received_at"] == "2026-03-10T17:00:00Z"
    assert (lowered["verb"], lowered["when"]) == ("tickets.case.severity_set", "2026-03-10T17:05:00Z")
    assert lowered["reason"] == "workaround: Restarted."
    assert (lowered["data"]["before"]["severity"], lowered["data"]["after"]["severity"]) == (1, 3)
    assert lowered["data"]["before"]["next_due"] == "2026-03-10T17:15:00Z"


def test_people_are_shown_by_name(calls: Callers, house: House, tuesday: datetime) -> None:
    case = file(house, 3)
    calls.engineer.step(case, "assign", {"assignee": "engineer-two"})
    calls.engineer.step(case, "assign", {"assignee": None})
    _, taken, left = calls.contact.get(at(case, "journal")).json()["results"]
    assert taken["data"] == {"before": {"assignee": None}, "after": {"assignee": "engineer-two"}}
    assert left["data"] == {"before": {"assignee": "engineer-two"}, "after": {"assignee": None}}


def test_it_has_no_words_of_internal_notes(calls: Callers, house: House) -> None:
    case = file(house, 3)
    calls.engineer.step(case, "messages", {"body": "They never update.", "visibility": "internal"})
    answer = calls.contact.get(at(case, "journal"))
    assert b"never" not in answer.content
    assert answer.json()["results"][-1]["verb"] == "tickets.case.noted"


def test_only_of_the_one_case(calls: Callers, house: House) -> None:
    case, _ = file(house, 3), file(house, 3)
    assert len(calls.contact.get(at(case, "journal")).json()["results"]) == 1


def test_it_is_only_read(calls: Callers, house: House) -> None:
    assert calls.engineer.step(file(house, 3), "journal", {}).status_code == 405
