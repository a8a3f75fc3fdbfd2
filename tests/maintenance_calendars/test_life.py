"""A window's whole life as one event in a contact's calendar: announced, changed, changed less, answered, cancelled."""

from datetime import datetime, timedelta

from django.test import Client

from hostops.alerts.models import Delivery
from hostops.lib.now import moved_to
from maintenance.actions import window_announce, window_cancel, window_change, window_finish, window_report
from maintenance.actions.feeding import feed_make
from maintenance.models import Addressee, Window
from tests.house import House
from tests.maintenance.scene import HOUR, announced, begun
from tests.maintenance_calendars.conftest import Caller
from tests.maintenance_calendars.reading import as_customers_read
from tests.maintenance_calendars.scene import at, event_of


def invitations(house: House) -> list[str]:
    mails = Delivery.objects.filter(channel="email", recipient=house.stranger).exclude(calendar="")
    return list(mails.order_by("pk").values_list("calendar", flat=True))


def test_every_notice_carries_the_event_a_step_on(house: House, tuesday: datetime, caller: Caller) -> None:
    _, secret = feed_make(actor=house.stranger, name="Telephone")
    made = announced(house)
    window_change(actor=house.planner, window=made, ends_at=made.ends_at + HOUR)
    window_announce(actor=house.planner, window=Window.objects.get(pk=made.pk))
    window_change(actor=house.planner, window=Window.objects.get(pk=made.pk), impact="degraded")
    window_cancel(actor=house.planner, window=Window.objects.get(pk=made.pk), reason="The vendor took it back.")
    sent = [event_of(calendar) for calendar in invitations(house)]
    assert [event["SEQUENCE"] for event in sent] == [0, 1, 2, 3]
    assert {str(event["UID"]) for event in sent} == {f"{made.number}@localhost"}
    assert [str(event["STATUS"]) for event in sent] == ["CONFIRMED", "CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert at(sent[1], "DTEND") - at(sent[0], "DTEND") == timedelta(hours=1)
    for calendar, impact in zip(invitations(house), ["OUTAGE", "OUTAGE", "DEGRADED", "DEGRADED"], strict=True):
        assert as_customers_read(calendar.encode()).circuits[0].impact == impact
    stays = event_of(caller(None).get(f"/api/v1/calendars/{secret}.ics").content)
    assert (stays["UID"], stays["SEQUENCE"], stays["STATUS"]) == (sent[3]["UID"], 3, "CANCELLED")


def test_link_of_the_mail_is_the_answer(house: House, tuesday: datetime) -> None:
    made = announced(house)
    mail = Delivery.objects.get(channel="email", recipient=house.stranger)
    [link] = [line for line in mail.body.splitlines() if "/windows/answer/" in line]
    where = f"/windows/answer/{link.partition('/windows/answer/')[2]}"
    assert Client().get(where).status_code == 200
    assert not Addressee.objects.exclude(answer="").exists()
    assert Client().post(where, {"answer": "accepted", "notice": 1}).status_code == 302
    row = Addressee.objects.get(person=house.stranger, notice__window=made)
    assert (row.answer, row.answered_by) == ("accepted", "link")


def test_answers_leave_the_planners_version_alone(house: House, tuesday: datetime, caller: Caller) -> None:
    """Two hundred accounts that answer must not push a planner off the form."""
    made = announced(house)
    where = f"/api/v1/windows/{made.number}/acknowledge/"
    assert caller(house.stranger).post(where, {"answer": "accepted"}, format="json").status_code == 200
    assert Window.objects.get(pk=made.pk).version == made.version


def test_a_report_is_no_invitation(house: House, tuesday: datetime) -> None:
    made = begun(house, announced(house))
    with moved_to(made.ends_at):
        window_finish(actor=house.engineer, window=made, done="Firmware 9")
        window_report(actor=house.engineer, window=made, report="All is well.")
    assert Delivery.objects.filter(channel="email", recipient=house.stranger).count() == 2
    assert len(invitations(house)) == 1


def test_what_runs_and_is_over_is_said_in_the_feed(house: House, tuesday: datetime, caller: Caller) -> None:
    made = begun(house, announced(house))
    read = as_customers_read(caller(house.stranger).get(f"/api/v1/windows/{made.number}/notice.ics").content)
    assert read.status == "IN-PROCESS"
