"""A try that fails: what can pass is tried again, ever later; what cannot is given up; nobody else waits."""

import smtplib
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.mail import BadHeaderError

from hostops.alerts.failures import TRIES, is_permanent, wait_after
from hostops.alerts.models import Delivery
from hostops.alerts.notices import notice_send
from hostops.alerts.outbox import deliver
from hostops.lib.now import moved_to, now
from tests.alerts.postoffice import PostOffice

GOOD = ["ann@example.com", "bea@example.com", "cyd@example.com"]


def _fill(*addresses: str) -> None:
    for number, address in enumerate(addresses):
        notice_send(address=address, title="Hello", body="Text", key=f"test:{number}", channels=("email",), at=now())


def _row(address: str) -> Delivery:
    return Delivery.objects.get(address=address)


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        ("550 no such mailbox", "failed"),
        ("553 not allowed", "failed"),
        ("451 try later", "waiting"),
        ("hang up", "waiting"),
    ],
)
def test_dead_recipient_delays_nobody_else(
    db: None, tuesday: datetime, office: PostOffice, answer: str, state: str
) -> None:
    office.answers["dead@example.com"] = answer
    _fill(GOOD[0], "dead@example.com", *GOOD[1:])
    assert deliver() == 3
    assert sorted(office.to()) == GOOD
    dead = _row("dead@example.com")
    assert (dead.state, dead.attempts, dead.in_flight_since) == (state, 1, None)
    assert answer.split()[0] in dead.last_error or "Disconnected" in dead.last_error


@pytest.mark.parametrize(("at_data", "state"), [("554 that is spam", "failed"), ("452 disk full", "waiting")])
def test_refused_message(db: None, tuesday: datetime, office: PostOffice, at_data: str, state: str) -> None:
    office.at_data = at_data
    _fill(*GOOD)
    assert deliver() == 0
    assert {row.state for row in Delivery.objects.all()} == {state}


@pytest.mark.parametrize(
    "address", ["nobody", "a@b@example.com", "a b@example.com", "ann@example.com, bea@example.com", "@"]
)
def test_address_that_is_none_fails_for_good(db: None, tuesday: datetime, office: PostOffice, address: str) -> None:
    _fill(address, GOOD[0])
    assert deliver() == 1
    assert (_row(address).state, _row(address).attempts) == ("failed", 1)
    assert "is no e-mail address" in _row(address).last_error


def test_server_away_tries_one_and_keeps_the_rest_for_its_return(
    db: None, tuesday: datetime, office: PostOffice, settings: Any
) -> None:
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    _fill(*GOOD)
    assert deliver() == 0
    assert sorted(row.attempts for row in Delivery.objects.all()) == [0, 0, 1]
    settings.EMAIL_PORT = port
    assert deliver() == 2
    with moved_to(tuesday + timedelta(minutes=1)):
        assert deliver() == 1
    assert sorted(office.to()) == GOOD


def test_tries_for_about_a_day_then_gives_up(db: None, tuesday: datetime, office: PostOffice) -> None:
    office.answers[GOOD[0]] = "451 try later"
    _fill(GOOD[0])
    at = tuesday
    for _ in range(TRIES):
        with moved_to(at):
            deliver()
        row = Delivery.objects.get()
        at = row.next_try_at or at
    assert (row.state, row.attempts) == ("failed", TRIES)
    assert row.last_error.startswith(f"given up after {TRIES} tries: SMTPRecipientsRefused")
    assert timedelta(hours=18) < at - tuesday < timedelta(hours=30)


def test_wait_grows_and_is_spread() -> None:
    waits = [wait_after(attempts, 0.5) for attempts in range(1, 40)]
    assert waits[0] == timedelta(seconds=30)
    assert waits == sorted(waits)
    assert max(waits) == timedelta(hours=1)
    assert wait_after(3, 0.0) < wait_after(3, 0.5) < wait_after(3, 0.999)
    assert wait_after(10_000, 0.5) == timedelta(hours=1)


@pytest.mark.parametrize(
    ("error", "permanent"),
    [
        (smtplib.SMTPRecipientsRefused({"a": (550, b"no")}), True),
        (smtplib.SMTPRecipientsRefused({"a": (450, b"busy")}), False),
        (smtplib.SMTPDataError(554, b"spam"), True),
        (smtplib.SMTPDataError(421, b"closing"), False),
        (smtplib.SMTPNotSupportedError("SMTPUTF8"), True),
        (BadHeaderError("newline"), True),
        # our own settings: mended, the mails go out
        (smtplib.SMTPSenderRefused(550, b"not you", "hostops@example.com"), False),
        (smtplib.SMTPAuthenticationError(535, b"wrong password"), False),
        (smtplib.SMTPServerDisconnected("gone"), False),
        (TimeoutError("slow"), False),
        (OSError("no space"), False),
    ],
)
def test_what_another_try_can_help(error: Exception, permanent: bool) -> None:
    assert is_permanent(error) is permanent
