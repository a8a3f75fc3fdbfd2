"""Text from strangers: kept clean, shown harmless, never a 500."""

from datetime import datetime
from typing import Any

import pytest

from tests.house import House
from tests.tickets.cases import file
from tests.tickets_api.calls import CASES, at
from tests.tickets_api.conftest import Callers
from tickets.models import Case

SCRIPT = '<script>alert(1)</script><img src=x onerror="alert(2)">'


def test_markup_is_text(calls: Callers, house: House) -> None:
    case = file(house, 3)
    said = calls.contact.step(case, "messages", {"body": SCRIPT}).json()
    assert said["body_text"] == SCRIPT
    assert "<" not in said["body_html"]
    assert "&lt;script&gt;" in said["body_html"]


def test_links_are_safe_and_lines_are_kept(calls: Callers, house: House) -> None:
    body = "See https://example.com/a?b=1&c=2\njavascript:alert(1)\n<a href='javascript:x'>y</a>"
    html = calls.contact.step(file(house, 3), "messages", {"body": body}).json()["body_html"]
    assert '<a href="https://example.com/a?b=1&amp;c=2" rel="nofollow">' in html
    assert html.count("<br>") == 2
    assert html.count("<a ") == 1


def test_marks_that_deceive_are_dropped(calls: Callers) -> None:
    for mark in ("\u202e", "\u2066", "\u200f", "\ufeff", "\x1b", "\x85"):
        case = calls.contact.file(subject=f"in{mark}voice", description=f"a{mark}b").json()
        assert (case["subject"], case["description"]) == ("invoice", "ab")
        said = calls.contact.post(f"{CASES}{case['number']}/messages/", {"body": f"x{mark}y"}).json()
        assert said["body_text"] == "xy"


def test_line_ends_and_composed_letters_are_made_one(calls: Callers) -> None:
    case = calls.contact.file(subject="two\r\nlines", description="a\r\nb\rc u\u0308").json()
    assert (case["subject"], case["description"]) == ("two lines", "a\nb\nc ü")


UNKEEPABLE = ['"a\\u0000b"', '"\\ud800"', '"\\udfff\\ud800"', '"\x00"', '"\xff']


@pytest.mark.parametrize("field", ["subject", "description", "server", "software", "account", "reporter"])
def test_what_no_database_keeps_is_400(calls: Callers, field: str) -> None:
    for text in UNKEEPABLE:
        body = f'{{"subject": "a", "requested_severity": 3, "{field}": {text}}}'
        answer = calls.contact.client.post(CASES, body.encode("latin-1"), "application/json")
        assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


@pytest.mark.parametrize("field", ["body", "visibility"])
def test_nul_in_a_form_is_400(calls: Callers, house: House, field: str) -> None:
    answer = calls.contact.send(at(file(house, 3), "messages"), {"body": "x", field: "a\0b"})
    assert answer.status_code == 400


@pytest.mark.parametrize("kind", ["multipart/form-data", "multipart/form-data; boundary=", "text/plain", "text/xml"])
def test_bodies_of_other_kinds(calls: Callers, house: House, kind: str) -> None:
    answer = calls.contact.client.post(at(file(house, 3), "messages"), b"x", content_type=kind)
    assert (answer.status_code in (400, 415), answer["Content-Type"]) == (True, "application/problem+json")


def test_long_words_and_many_words_are_kept(calls: Callers, house: House) -> None:
    """What the search cannot index it leaves out; nothing is refused for it."""
    case = file(house, 3)
    many = [" ".join(f"{turn}w{number:x}" for number in range(13_000)) for turn in range(14)]  # over a megabyte in all
    for body in (
        *many,
        "x" * 100_000,
        " ".join(f"{number:x}" for number in range(16_000)),
        "語" * 50_000,
        "😀" * 50_000,
    ):
        assert calls.contact.step(case, "messages", {"body": body}).status_code == 201


@pytest.mark.parametrize(
    ("step", "body"),
    [
        ("wait", {"question": SCRIPT + "\u202e"}),
        ("workaround", {"body": SCRIPT + "\u202e"}),
        ("resolve", {"body": SCRIPT + "\u202e"}),
    ],
)
def test_words_of_steps_too(calls: Callers, house: House, tuesday: datetime, step: str, body: Any) -> None:
    case = file(house, 3)
    assert calls.engineer.step(case, step, body).status_code == 200
    [message] = calls.contact.get(at(case, "messages")).json()["results"]
    assert message["body_text"] == SCRIPT
    assert "<" not in message["body_html"]


def test_names_of_callers_are_kept_on_one_line(calls: Callers, house: House) -> None:
    body = {"channel": "phone", "caller_name": "Kim\r\n\u202eBcc: x", "note": "a\x07b"}
    [contact] = calls.engineer.step(file(house, 3), "contact", body).json()["contacts"]
    assert (contact["caller_name"], contact["note"]) == ("Kim Bcc: x", "ab")


def test_nothing_was_filed_by_what_was_refused(calls: Callers) -> None:
    calls.contact.client.post(CASES, b'{"subject": "a\\u0000", "description": "b"}', "application/json")
    assert not Case.objects.exists()
