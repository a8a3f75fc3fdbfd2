"""`POST /cases/{number}/contact/`: the logged call or mail that starts a priority clock (itpdx:4h)."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from hostops.lib.now import moved_to
from tests.house import House
from tests.tickets.cases import file
from tests.tickets_api.calls import at, pointers
from tests.tickets_api.conftest import Callers

MINUTE = timedelta(minutes=1)


def test_starts_the_clock_at_the_call(calls: Callers, house: House, tuesday: datetime) -> None:
    case = file(house, 1)
    with moved_to(tuesday + 10 * MINUTE):
        body = {
            "channel": "phone",
            "at": "2026-03-10T17:05:00Z",
            "caller_name": "Kim",
            "caller_address": "+1 503 555 0100",
        }
        shown = calls.engineer.step(case, "contact", body).json()
    assert (shown["contacted_at"], shown["next_due"]) == ("2026-03-10T17:05:00Z", "2026-03-10T17:20:00Z")
    assert (shown["waits_for"], shown["contact"], shown["first_response_at"]) == (None, None, None)
    [contact] = shown["contacts"]
    assert (contact["at"], contact["caller_name"], contact["caller_address"], contact["answered"]) == (
        "2026-03-10T17:05:00Z", "Kim", "+1 503 555 0100", False,
    )  # fmt: skip


def test_now_if_no_instant_is_given(calls: Callers, house: House, tuesday: datetime) -> None:
    assert (
        calls.engineer.step(file(house, 1), "contact", {"channel": "email"}).json()["contacted_at"]
        == "2026-03-10T17:00:00Z"
    )


def test_answered_in_substance_is_the_response(calls: Callers, house: House, tuesday: datetime) -> None:
    shown = calls.engineer.step(file(house, 3), "contact", {"channel": "phone", "answered": True}).json()
    assert (shown["first_response_at"], shown["clocks"][0]["state"]) == ("2026-03-10T17:00:00Z", "met")


def test_note_is_for_staff(calls: Callers, house: House) -> None:
    case = file(house, 3)
    shown = calls.engineer.step(case, "contact", {"channel": "phone", "note": "Was cross."}).json()
    assert shown["contacts"][0]["note"] == "Was cross."
    theirs = calls.contact.get(at(case))
    assert theirs.json()["contacts"][0]["note"] is None
    assert b"cross" not in theirs.content


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({}, "/channel"),
        ({"channel": "pigeon"}, "/channel"),
        ({"channel": "portal"}, "/channel"),
        ({"channel": "phone", "at": "2026-03-10T17:00:01Z"}, "/at"),
        ({"channel": "phone", "at": "noon"}, "/at"),
        ({"channel": "phone", "caller_name": "x" * 201}, "/caller_name"),
        ({"channel": "phone", "answered": "maybe"}, "/answered"),
    ],
)
def test_wrong_contacts(calls: Callers, house: House, tuesday: datetime, body: Any, place: str) -> None:
    assert pointers(calls.engineer.step(file(house, 1), "contact", body)) == [place]


def test_customers_do_not_start_their_own_clock(calls: Callers, house: House) -> None:
    assert calls.contact.step(file(house, 1), "contact", {"channel": "phone"}).status_code == 403
