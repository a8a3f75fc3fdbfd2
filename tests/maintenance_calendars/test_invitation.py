"""The notice's mail carries an invitation that calendar programs answer, and Python's own reader finds it there."""

from collections.abc import Iterator
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from typing import Any

import pytest

from hostops.alerts.mailbox import mails_in, names
from hostops.alerts.models import Delivery
from hostops.alerts.notices import notice_send
from hostops.alerts.outbox import deliver
from maintenance.calendars.attachment import invitation
from maintenance.calendars.notices import with_servers
from maintenance.models import Affected
from tests.alerts.postoffice import PostOffice, post_office
from tests.house import House
from tests.maintenance_calendars.scene import affects, event_of, events_of, notice, window


@pytest.fixture
def office(settings: Any) -> Iterator[PostOffice]:
    with post_office(settings) as office:
        yield office


def invited(house: House, why: str = "first", **more: Any) -> str:
    made = window(**more)
    row = affects(made, house.harbor, house.server)
    return invitation(notice(made, why), row, house.contact)[1]


def sent(office: PostOffice, calendar: str, house: House) -> EmailMessage:
    notice_send(recipient=house.contact, title="SW-1", body="Read this.", key="n:1", calendar=calendar)
    assert deliver() == 1
    [(_, taken)] = office.accepted
    read = BytesParser(policy=policy.default).parsebytes(taken.as_bytes())
    assert isinstance(read, EmailMessage)
    return read


def test_mail_has_the_invitation_as_another_form_and_as_a_file(
    house: House, tuesday: datetime, office: PostOffice
) -> None:
    house.contact.full_name = 'Zoë "Z", Contact; 漢'
    content = invited(house, title="Kernel updates, " * 8, effect="Ümlaut; comma, 🛠️\nsecond line")
    read = sent(office, content, house)
    plain = read.get_body(("plain",))
    assert plain is not None
    assert plain.get_content().strip() == "Read this."
    [form] = [part for part in read.walk() if part.get_content_type() == "text/calendar"]
    assert (form.get_param("method"), form.get_param("charset")) == ("REQUEST", "utf-8")
    assert form.get_content().replace("\r\n", "\n") == content.replace("\r\n", "\n")
    [file] = read.iter_attachments()
    assert (file.get_filename(), file.get_content_type()) == ("invitation.ics", "application/ics")
    assert file.get_content() == content.encode()
    assert [part.get_content_type() for part in read.walk()] == [
        "multipart/mixed", "multipart/alternative", "text/plain", "text/calendar", "application/ics",
    ]  # fmt: skip


def test_invitation_asks_its_person_alone_to_answer(house: House, tuesday: datetime, settings: Any) -> None:
    settings.DEFAULT_FROM_EMAIL = "Harbour Hosting <notices@portal.example>"
    content = invited(house)
    made = event_of(content)
    assert "\r\nMETHOD:REQUEST\r\n" in content
    assert made["ATTENDEE"] == "mailto:harbor-contact@example.com"
    params = made["ATTENDEE"].params
    assert (params["PARTSTAT"], params["RSVP"], params["CN"]) == ("NEEDS-ACTION", "TRUE", "Harbor Contact")
    assert made["ORGANIZER"] == "mailto:notices@portal.example"
    assert made["ORGANIZER"].params["CN"] == "Harbour Hosting"


def test_cancellation_takes_the_same_event_back(house: House, tuesday: datetime) -> None:
    made = window()
    row = affects(made, house.harbor, house.server)
    _, first, _ = invitation(notice(made), row, house.contact)
    made.sequence = 1
    name, second, media_type = invitation(notice(made, "cancelled"), row, house.contact)
    assert (name, media_type) == (f"{made.number}.ics", "text/calendar; method=CANCEL")
    was, now_is = event_of(first), event_of(second)
    assert was["UID"] == now_is["UID"]
    assert (was["SEQUENCE"], now_is["SEQUENCE"]) == (0, 1)
    assert (was["STATUS"], now_is["STATUS"]) == ("CONFIRMED", "CANCELLED")
    assert now_is["SUMMARY"].startswith("Cancelled: ")


def test_invitation_says_what_the_notice_said(house: House, tuesday: datetime) -> None:
    made = window()
    row, told = affects(made, house.harbor, house.server), notice(made)
    made.title, made.effect = "Something else", "Other words"
    made.save()
    said = event_of(invitation(told, row, house.contact)[1])
    assert said["SUMMARY"] == f"Kernel updates ({made.number})"
    assert "The shop is down at times." in said["DESCRIPTION"]


def test_not_used_is_said_first_and_has_no_impact(house: House, tuesday: datetime) -> None:
    said = event_of(invited(house, decision="not_used"))
    assert said["SUMMARY"].startswith("Not used: Kernel updates")
    assert (said["STATUS"], said["X-MAINTNOTE-IMPACT"]) == ("CONFIRMED", "NO-IMPACT")
    assert "downtime" not in said["DESCRIPTION"]


def test_mail_without_a_calendar_is_plain(house: House, tuesday: datetime, office: PostOffice) -> None:
    read = sent(office, "", house)
    assert read.get_content_type() == "text/plain"


def test_bell_carries_no_calendar(house: House, tuesday: datetime) -> None:
    notice_send(recipient=house.contact, title="x", body="x", key="n:1", calendar="BEGIN:VCALENDAR")
    assert Delivery.objects.get(channel="bell").calendar == ""


def test_mail_in_a_file_names_what_hangs_on_it(house: House, tuesday: datetime, settings: Any, tmp_path: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    notice_send(recipient=house.contact, title="x", body="Read this.", key="n:1", calendar=invited(house))
    assert deliver() == 1
    [shown] = mails_in(names()[0])
    assert shown.text == "Read this."
    assert shown.attachments == ["invitation.ics (application/ics)"]


def test_many_invitations_cost_no_query(house: House, tuesday: datetime, django_assert_num_queries: Any) -> None:
    made = window()
    affects(made, house.harbor, house.server)
    told = notice(made)
    [row] = with_servers(Affected.objects.filter(window=made))
    with django_assert_num_queries(0):
        assert events_of(invitation(told, row, house.contact)[1])
