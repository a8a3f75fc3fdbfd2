"""A Level 1 wakes people; what wakes nobody waits for their morning, the bell does not."""

from datetime import UTC, datetime

from hostops.accounts.models import Person
from hostops.alerts.models import Delivery
from hostops.alerts.outbox import deliver
from hostops.alerts.routing import route
from hostops.lib.now import moved_to
from tests.alerts.scene import alert, mails
from tests.house import House

NIGHT = datetime(2026, 3, 10, 23, tzinfo=UTC)
MORNING = datetime(2026, 3, 11, 7, tzinfo=UTC)


def _in_stockholm() -> None:
    Person.objects.update(timezone="Europe/Stockholm")


def test_alert_that_wakes_is_mailed_at_once(house: House) -> None:
    _in_stockholm()
    with moved_to(NIGHT):
        alert(house, NIGHT, "engineers", wakes=True)
        route()
    assert {mail.next_try_at for mail in mails()} == {NIGHT}


def test_alert_that_wakes_nobody_is_mailed_in_the_morning_and_rings_at_once(
    house: House, mailoutbox: list[object]
) -> None:
    _in_stockholm()
    with moved_to(NIGHT):
        alert(house, NIGHT, "managers")
        route()
        assert deliver() == 0
        assert Delivery.objects.get(channel="bell").sent_at == NIGHT
    assert [mail.next_try_at for mail in mails()] == [MORNING]
    with moved_to(MORNING):
        assert deliver() == 1
    assert len(mailoutbox) == 1


def test_each_person_has_their_own_morning(house: House) -> None:
    _in_stockholm()
    Person.objects.filter(username="engineer").update(timezone="America/Los_Angeles")
    with moved_to(NIGHT):
        alert(house, NIGHT, "engineers")
        route()
    assert {mail.recipient.username: mail.next_try_at for mail in mails() if mail.recipient} == {
        "engineer": NIGHT,
        "engineer-two": MORNING,
    }
