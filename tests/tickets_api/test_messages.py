"""`/cases/{number}/messages/`: saying something, and reading what was said."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from hostops.lib.now import moved_to
from tests.house import House
from tests.tickets.cases import file
from tests.tickets_api.calls import at, pointers
from tests.tickets_api.conftest import Callers
from tickets.models import Channel, Message

MINUTE = timedelta(minutes=1)


def test_first_public_message_of_staff_is_the_response(calls: Callers, house: House, tuesday: datetime) -> None:
    case = file(house, 3)
    with moved_to(tuesday + MINUTE):
        answer = calls.engineer.step(case, "messages", {"body": "We look at it.", "visibility": "public"})
    assert answer.status_code == 201
    said = answer.json()
    assert (said["from_name"], said["from_email"]) == ("Engineer", "engineer@example.com")
    assert (said["channel"], said["visibility"], said["sent_at"]) == ("api", "public", "2026-03-10T17:01:00Z")
    assert said["body_text"] == said["body_html"] == said["reply_text"] == "We look at it."
    assert (said["message_id"], said["purpose"], said["attachments"]) == (None, None, [])
    shown = calls.contact.get(at(case)).json()
    assert (shown["state"], shown["first_response_at"]) == ("open", "2026-03-10T17:01:00Z")
    assert shown["clocks"][0]["state"] == "met"


def test_internal_note_is_no_response(calls: Callers, house: House, tuesday: datetime) -> None:
    case = file(house, 3)
    assert calls.planner.step(case, "messages", {"body": "Known.", "visibility": "internal"}).status_code == 201
    shown = calls.contact.get(at(case)).json()
    assert (shown["state"], shown["first_response_at"]) == ("new", None)


def test_answer_to_a_question_ends_the_waiting(calls: Callers, house: House, tuesday: datetime) -> None:
    case = file(house, 3)
    calls.engineer.step(case, "wait", {"question": "Since when?"})
    assert calls.contact.step(case, "messages", {"body": "Since noon."}).json()["visibility"] == "public"
    assert calls.contact.get(at(case)).json()["state"] == "open"


def test_the_oldest_first(calls: Callers, house: House, tuesday: datetime) -> None:
    case = file(house, 3)
    calls.contact.step(case, "messages", {"body": "One."})
    calls.engineer.step(case, "messages", {"body": "Two."})
    found = calls.contact.get(at(case, "messages")).json()
    assert [message["body_text"] for message in found["results"]] == ["One.", "Two."]
    assert (found["next"], found["previous"]) == (None, None)


def test_mail_shows_its_new_words_apart(calls: Callers, house: House, tuesday: datetime) -> None:
    case = file(house, 3)
    body = "It works.\n\nOn Tue, Mar 10, 2026, Engineer wrote:\n> Try again."
    mail = {"from_name": "Kim", "channel": Channel.EMAIL, "visibility": "public", "message_id": "<a@example.com>"}
    Message.objects.create(case=case, body=body, sent_at=tuesday, **mail)
    [message] = calls.contact.get(at(case, "messages")).json()["results"]
    assert (message["body_text"], message["reply_text"]) == (body, "It works.")
    assert message["message_id"] == "<a@example.com>"


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({}, "/body"),
        ({"body": " "}, "/body"),
        ({"body": "\u202e"}, "/body"),
        ({"body": 7.5, "visibility": "secret"}, "/visibility"),
        ({"body": "x", "attachments": "none"}, "/attachments"),
        ({"body": "x" * 100_001}, "/body"),
    ],
)
def test_wrong_messages(calls: Callers, house: House, body: Any, place: str) -> None:
    answer = calls.engineer.step(file(house, 3), "messages", body)
    assert (answer.status_code, pointers(answer)) == (400, [place])


def test_closed_case_takes_notes_and_no_replies(calls: Callers, house: House, tuesday: datetime) -> None:
    case = file(house, 3)
    calls.engineer.step(case, "resolve", {"body": "Done."})
    calls.engineer.step(case, "close")
    refused = calls.contact.step(case, "messages", {"body": "Thanks."})
    assert (refused.status_code, "reopen" in refused.json()["possible"]) == (409, True)
    assert calls.engineer.step(case, "messages", {"body": "Noted.", "visibility": "internal"}).status_code == 201


def test_who_may_say_what(calls: Callers, house: House) -> None:
    case = file(house, 3)
    tried = [("viewer", "public"), ("viewer", "internal"), ("contact", "internal"), ("planner", "public")]
    for name, visibility in tried:
        answer = getattr(calls, name).step(case, "messages", {"body": "x", "visibility": visibility})
        assert (name, visibility, answer.status_code) == (name, visibility, 403)
    assert not Message.objects.exists()
