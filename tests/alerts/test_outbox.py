"""The outbox sends what is due, once it is due, and marks it sent."""

from datetime import datetime
from email.message import Message
from typing import Any

from hostops.alerts.models import Delivery
from hostops.alerts.notices import notice_send
from hostops.alerts.outbox import deliver, reap
from hostops.alerts.routing import route
from hostops.lib.now import moved_to
from tests.alerts.postoffice import PostOffice
from tests.alerts.scene import MINUTE, alert, mails
from tests.house import House


def _notice(address: str, **more: Any) -> Delivery:
    given: dict[str, Any] = {"title": "Hello", "body": "Text", "key": f"test:{address}", **more}
    return notice_send(address=address, channels=("email",), **given)[0]


def test_alert_becomes_a_mail_that_programs_know_as_automatic(
    house: House, tuesday: datetime, office: PostOffice, settings: Any
) -> None:
    settings.PUBLIC_URL = "https://portal.example"
    raised = alert(house, tuesday, "managers")
    route()
    assert deliver() == 1
    [(recipient, mail)] = office.accepted
    assert recipient == "manager@example.com"
    assert mail["Message-ID"] == f"<alert-{raised.pk}-{house.manager.pk}@portal.example>"
    assert (mail["Auto-Submitted"], mail["X-Auto-Response-Suppress"]) == ("auto-generated", "All")
    assert (mail["To"], mail["From"]) == ("manager@example.com", settings.DEFAULT_FROM_EMAIL)
    [row] = mails()
    assert (row.state, row.sent_at, row.attempts, row.in_flight_since) == ("sent", tuesday, 1, None)
    assert deliver() == 0


def test_many_mails_go_over_one_line(db: None, tuesday: datetime, office: PostOffice) -> None:
    for number in range(12):
        _notice(f"{number}@example.com")
    assert deliver() == 12
    assert office.lines_taken == 1


def test_longest_due_goes_first_and_the_future_stays(db: None, tuesday: datetime, office: PostOffice) -> None:
    for minutes in (-1, -3, 5, -2):
        _notice(f"{minutes}@example.com", at=tuesday + minutes * MINUTE)
    deliver()
    assert office.to() == ["-3@example.com", "-2@example.com", "-1@example.com"]
    with moved_to(tuesday + 5 * MINUTE):
        assert deliver() == 1


def test_round_ends_at_its_limit_and_at_its_time(db: None, tuesday: datetime, office: PostOffice) -> None:
    for number in range(4):
        _notice(f"{number}@example.com")
    assert deliver(limit=3) == 3
    assert deliver(seconds=0) == 0
    assert deliver() == 1


def test_what_hung_in_flight_is_put_back_and_sent_as_the_same_message(
    db: None, tuesday: datetime, office: PostOffice
) -> None:
    """As after a worker that was killed between sending and writing so."""
    sent = _notice("a@example.com")
    deliver()
    Delivery.objects.update(state="in_flight", in_flight_since=tuesday, next_try_at=None)
    assert reap() == 0  # it may still be on its way
    with moved_to(tuesday + 6 * MINUTE):
        assert reap() == 1
        assert deliver() == 1
    assert [mail["Message-ID"] for _, mail in office.accepted] == [sent.message_id] * 2


def test_idle_round_opens_no_line(db: None, office: PostOffice) -> None:
    assert deliver() == 0
    assert office.lines_taken == 0


def test_hostile_text_arrives_as_text(db: None, tuesday: datetime, office: PostOffice) -> None:
    _notice(
        "a@example.com",
        title="Hi\r\nBcc: everyone@example.com\x00\u202e" + "ä" * 400,
        body="line one\r\n.\r\nQUIT\r\n\x00\ud800 <b>ü</b>",
        headers={"In-Reply-To": "<1@example.com>\r\nX-Evil: yes"},
    )
    assert deliver() == 1
    [(recipient, mail)] = office.accepted
    assert recipient == "a@example.com"
    assert mail["Bcc"] is None
    assert mail["X-Evil"] is None
    assert mail["In-Reply-To"] == "<1@example.com> X-Evil: yes"
    assert _text(mail) == "line one\n.\nQUIT\n <b>ü</b>"


def _text(mail: Message) -> str:
    payload = mail.get_payload(decode=True)
    assert isinstance(payload, bytes)
    return payload.decode().replace("\r\n", "\n").strip()
