"""Notices of desks: the same outbox, the same message for the same key."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from hostops.alerts.actions import notice_send
from hostops.alerts.models import Delivery
from hostops.alerts.outbox import deliver
from tests.house import House

HOUR = timedelta(hours=1)


def test_notice_rings_at_once_and_leaves_by_mail(house: House, tuesday: datetime, mailoutbox: list[Any]) -> None:
    bell, mail = notice_send(
        recipient=house.contact, title="Filed", body="Thanks.", url="/cases/HC-1/", key="case:1:filed"
    )
    assert (bell.channel, bell.state, bell.url) == ("bell", "sent", "/cases/HC-1/")
    assert (mail.channel, mail.state, mail.address) == ("email", "waiting", house.contact.email)
    deliver()
    assert [(one.subject, one.to) for one in mailoutbox] == [("Filed", [house.contact.email])]


def test_same_key_is_the_same_message(house: House, tuesday: datetime) -> None:
    first = notice_send(recipient=house.contact, title="Filed", body="Thanks.", key="case:1:filed")
    again = notice_send(recipient=house.contact, title="Another", body="Words.", key="case:1:filed")
    assert [one.pk for one in again] == [one.pk for one in first]
    assert {one.title for one in again} == {"Filed"}


def test_same_key_to_another_is_another_message(house: House, tuesday: datetime) -> None:
    for person in (house.contact, house.holder):
        notice_send(recipient=person, title="Window", body="Sunday.", key="window:1")
    notice_send(address="guest@example.com", title="Window", body="Sunday.", key="window:1")
    assert Delivery.objects.count() == 5
    assert len({row.message_id for row in Delivery.objects.filter(channel="email")}) == 3


def test_bare_address_has_no_bell_and_its_case_does_not_matter(db: None) -> None:
    [mail] = notice_send(address="Guest@Example.com", title="Hi", body="Text", key="k")
    [same] = notice_send(address="guest@example.com", title="Hi", body="Text", key="k")
    assert (mail.channel, mail.pk) == ("email", same.pk)


def test_waits_for_its_time(house: House, tuesday: datetime) -> None:
    [mail] = notice_send(recipient=house.contact, title="Hi", body="T", key="k", channels=("email",), at=tuesday + HOUR)
    assert mail.next_try_at == tuesday + HOUR
    assert deliver() == 0


def test_headers_of_the_caller_are_kept_and_may_say_replied(
    house: House, tuesday: datetime, mailoutbox: list[Any]
) -> None:
    headers = {"In-Reply-To": "<1@x>", "References": "<0@x> <1@x>", "Auto-Submitted": "auto-replied"}
    notice_send(address="a@example.com", title="Hi", body="T", key="k", headers=headers, message_id="<own@x>")
    deliver()
    sent = mailoutbox[0].message()
    assert {name: sent[name] for name in headers} == headers
    assert sent["Message-ID"] == "<own@x>"


@pytest.mark.django_db(transaction=True)
def test_goes_with_its_transaction(mailoutbox: list[Any]) -> None:
    with transaction.atomic():
        notice_send(address="a@example.com", title="Hi", body="T", key="k")
        transaction.set_rollback(True)
    assert deliver() == 0
    assert not Delivery.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [{}, {"address": "a@example.com", "key": "k" * 121}, {"address": "a@example.com", "headers": {"X: y\r\nBcc": "b"}}],
)
def test_call_that_can_reach_nobody_is_an_error(db: None, wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"recipient|longer|header"):
        notice_send(**{"title": "Hi", "body": "T", "key": "k", **wrong})


def test_person_without_an_address_has_the_bell(house: House) -> None:
    house.contact.email = ""
    [bell] = notice_send(recipient=house.contact, title="Hi", body="T", key="k")
    assert bell.channel == "bell"
