"""What a contact's calendar replies to the invitation is their answer, unless it is older than what was said since."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event, vCalAddress

from hostops.accounts.models import Person
from hostops.lib.errors import BadField, NotAllowed
from hostops.lib.now import moved_to
from maintenance.calendars.attachment import invitation
from maintenance.calendars.replies import reply_take
from maintenance.models import Addressee
from tests.house import House
from tests.maintenance_calendars.conftest import Caller
from tests.maintenance_calendars.scene import addressed, affects, event_of, notice, window


def asked(house: House, **more: Any) -> Addressee:
    made = window(**more)
    row = affects(made, house.harbor, house.server)
    return addressed(notice(made, given_by=house.planner), row, house.contact)[0]


def reply(row: Addressee, partstat: str = "ACCEPTED", **changed: Any) -> str:
    """As a calendar program answers the invitation that the person was sent."""
    sent = event_of(invitation(row.notice, row.affected, row.person)[1])
    attendee = vCalAddress(changed.pop("mail", "MAILTO:Harbor-Contact@EXAMPLE.com"))
    attendee.params["PARTSTAT"] = partstat
    calendar = Calendar({"METHOD": changed.pop("method", "REPLY"), "VERSION": "2.0", "PRODID": "-//Test//"})
    event = Event()
    event.add("DTSTAMP", changed.pop("stamp", sent["DTSTAMP"].dt))
    given = {"UID": sent["UID"], "SEQUENCE": sent["SEQUENCE"], "DTSTART": sent["DTSTART"].dt, "ATTENDEE": attendee}
    for name, value in (given | changed).items():
        event.add(name, value)
    calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written.decode()


@pytest.mark.parametrize(
    ("partstat", "answer"), [("ACCEPTED", "accepted"), ("DECLINED", "declined"), ("TENTATIVE", "question")]
)
def test_it_is_the_answer(house: House, tuesday: datetime, partstat: str, answer: str) -> None:
    row = asked(house)
    [taken] = reply_take(actor=house.contact, content=reply(row, partstat, COMMENT="Sale, day; ok"))
    row.refresh_from_db()
    assert (row.answer, row.answer_note, row.answered_by) == (answer, "Sale, day; ok", "calendar")
    assert (taken.window, taken.answer, taken.ignored) == (row.notice.window.number, answer, "")
    assert taken.attendee == "Harbor-Contact@EXAMPLE.com"


def test_staff_bring_what_somebody_replied(house: House, tuesday: datetime) -> None:
    row = asked(house)
    [taken] = reply_take(actor=house.engineer, content=reply(row))
    assert (taken.answer, taken.ignored) == ("accepted", "")


def test_nobody_brings_anothers(house: House, tuesday: datetime) -> None:
    row = asked(house)
    for reader in (house.holder, house.stranger):
        [taken] = reply_take(actor=reader, content=reply(row))
        assert (taken.window, taken.answer) == ("", "")
        assert taken.ignored == "Nobody of this address was told of such a window."
    with pytest.raises(NotAllowed):
        reply_take(actor=house.viewer, content=reply(row))
    row.refresh_from_db()
    assert row.answer == ""


def test_older_than_the_last_notice_is_ignored(house: House, tuesday: datetime) -> None:
    first = asked(house)
    old = reply(first)
    made = first.notice.window
    made.sequence = 1
    made.save()
    last, _ = addressed(notice(made, "changed"), first.affected, house.contact)
    [taken] = reply_take(actor=house.contact, content=old)
    assert "announced anew" in taken.ignored
    [taken] = reply_take(actor=house.contact, content=reply(last))
    assert taken.answer == "accepted"
    first.refresh_from_db()
    assert first.answer == ""


def test_after_a_lesser_change_either_invitation_is_answered(house: House, tuesday: datetime) -> None:
    row = asked(house)
    made = row.notice.window
    made.sequence = 1
    made.save()
    told, _ = addressed(notice(made, "told"), row.affected, house.contact)
    for content, answer in ((reply(told), "accepted"), (reply(row, "DECLINED"), "declined")):
        [taken] = reply_take(actor=house.contact, content=content)
        assert (taken.answer, taken.ignored) == (answer, "")


def test_a_reply_that_was_long_under_way_does_not_undo_a_later_answer(house: House, tuesday: datetime) -> None:
    row = asked(house)
    slow = reply(row, "DECLINED", stamp=tuesday)
    with moved_to(tuesday + timedelta(hours=2)):
        [taken] = reply_take(actor=house.contact, content=reply(row, stamp=tuesday + timedelta(hours=2)))
        assert taken.answer == "accepted"
        [late] = reply_take(actor=house.contact, content=slow)
    assert late.ignored == "A later answer is kept."


def test_once_it_started_the_answer_stays(house: House, tuesday: datetime) -> None:
    row = asked(house, starts_at=tuesday + timedelta(hours=1))
    reply_take(actor=house.contact, content=reply(row))
    with moved_to(tuesday + timedelta(hours=2)):
        [taken] = reply_take(actor=house.contact, content=reply(row, "DECLINED", stamp=tuesday + timedelta(hours=2)))
    assert "has started" in taken.ignored


@pytest.mark.parametrize(
    "changed",
    [
        {"UID": "SW-1@elsewhere.example"}, {"UID": "SW-999999999@localhost"}, {"UID": "x"}, {"UID": ""},
        {"SEQUENCE": 7}, {"mail": "mailto:nordic-contact@example.com"}, {"mail": "mailto:"}, {"partstat": "DELEGATED"},
        {"partstat": "NEEDS-ACTION"}, {"partstat": ""},
    ],
)  # fmt: skip
def test_what_is_none_of_ours_is_ignored(house: House, tuesday: datetime, changed: dict[str, Any]) -> None:
    row = asked(house)
    [taken] = reply_take(actor=house.planner, content=reply(row, **changed))
    assert taken.ignored
    assert taken.answer == ""
    row.refresh_from_db()
    assert row.answer == ""


def test_an_address_of_several_people_is_not_guessed(house: House, tuesday: datetime) -> None:
    row = asked(house)
    Person.objects.filter(pk=house.holder.pk).update(email=house.contact.email)
    addressed(row.notice, row.affected, house.holder)
    [taken] = reply_take(actor=house.planner, content=reply(row))
    assert "Several people" in taken.ignored
    [taken] = reply_take(actor=house.contact, content=reply(row))
    assert taken.answer == "accepted"


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL", "COUNTER", ""])
def test_what_is_no_reply_is_refused(house: House, tuesday: datetime, method: str) -> None:
    with pytest.raises(BadField):
        reply_take(actor=house.contact, content=reply(asked(house), method=method))


LINES = [
    *("BEGIN:VCALENDAR", "METHOD:REPLY", "BEGIN:VEVENT", "END:VEVENT", "END:VCALENDAR", "BEGIN:X", "END:X", ":", ";;"),
    *("UID:SW-1@localhost", "UID;X=", "SEQUENCE:x", "SEQUENCE:1", "DTSTAMP:y", "DTSTAMP;VALUE=DATE:20260101", " fold"),
    *("ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@b", 'ATTENDEE;PARTSTAT="ACC;,":x', "DTSTAMP:20260101T000000"),
]
JUNK = st.lists(st.sampled_from(LINES) | st.text(max_size=20), max_size=14)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(JUNK)
@example(["BEGIN:VCALENDAR", "METHOD:REPLY", "BEGIN:VEVENT", "END:VEVENT", "END:VCALENDAR"])
@example(["END:VCALENDAR"])
def test_whatever_is_sent_is_answered(house: House, lines: list[str]) -> None:
    try:
        taken = reply_take(actor=house.planner, content="\r\n".join(lines))
    except BadField:
        return
    assert all(one.ignored for one in taken)


def test_rest_takes_it_and_says_what_came_of_it(house: House, tuesday: datetime, caller: Caller) -> None:
    row = asked(house)
    answer = caller(house.contact).post(
        "/api/v1/windows/replies/", reply(row), content_type="text/calendar; method=REPLY"
    )
    assert answer.status_code == 200
    [taken] = answer.json()["replies"]
    assert (taken["window"], taken["answer"], taken["ignored"]) == (row.notice.window.number, "accepted", "")


def test_rest_refuses_what_is_no_calendar(house: House, caller: Caller) -> None:
    client, where = caller(house.contact), "/api/v1/windows/replies/"
    assert client.post(where, {"a": 1}, format="json").status_code == 415
    assert client.post(where, "hello", content_type="text/calendar").status_code == 400
    assert client.post(where, b"\xff\xfe", content_type="text/calendar").status_code == 400
    assert client.post(where, "x" * 200_000, content_type="text/calendar").status_code == 413
    assert caller(None).post(where, "x", content_type="text/calendar").status_code == 401
