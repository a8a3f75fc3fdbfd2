"""A forgotten password: a link by mail, good once and for a while; one answer whoever is asked for."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from hostops.accounts.models import Person
from hostops.alerts.models import Delivery
from hostops.alerts.outbox import deliver
from hostops.journal.models import Entry
from hostops.lib.now import moved_to
from tests.browsing import browser_of, text_of
from tests.house import PASSWORD, House

ASK = "/accounts/reset/"
NEW = "staple battery horse"
GIVEN = {"new_password1": NEW, "new_password2": NEW}


def asked(client: Client, address: str = "engineer@example.com") -> str:
    """Ask, and give the path of the link in the newest mail; empty where no mail came."""
    assert client.post(ASK, {"email": address})["Location"] == "/accounts/reset/asked/"
    mail = Delivery.objects.order_by("pk").last()
    found = re.search(r"http\S+?(/accounts/reset/\S+)", mail.body) if mail else None
    return found[1] if found else ""


def opened(client: Client, link: str) -> Any:
    return client.get(link, follow=True)


def set_by(client: Client, link: str, **given: str) -> Any:
    page = opened(client, link)
    where = page.redirect_chain[-1][0] if page.redirect_chain else link
    return client.post(where, GIVEN | given)


def test_the_way_from_the_sign_in_to_a_new_password(house: House, client: Client, mailoutbox: list[Any]) -> None:
    assert ASK in client.get("/accounts/login/").content.decode()
    link = asked(client, "Engineer@Example.com")
    deliver()
    [mail] = mailoutbox
    assert (mail.to, mail.subject) == (["engineer@example.com"], "Set a new password")
    assert set_by(client, link)["Location"] == "/accounts/reset/done/"
    house.engineer.refresh_from_db()
    assert house.engineer.check_password(NEW)
    assert client.post("/accounts/login/", {"username": "engineer", "password": NEW}).status_code == 302


def test_one_answer_for_known_and_unknown(house: House) -> None:
    Person.objects.filter(pk=house.viewer.pk).update(is_active=False)
    addresses = ["engineer@example.com", "nobody@example.com", "harbor-viewer@example.com"]
    answers = [Client().post(ASK, {"email": address}, follow=True) for address in addresses]
    assert len({(answer.status_code, text_of(answer), answer.redirect_chain[0]) for answer in answers}) == 1
    assert [mail.recipient for mail in Delivery.objects.all()] == [house.engineer]


def test_the_mail_says_for_whom_and_until_when_and_rings_no_bell(
    house: House, client: Client, tuesday: datetime, settings: Any
) -> None:
    settings.PASSWORD_RESET_TIMEOUT = 1800
    asked(client)
    mail = Delivery.objects.get()
    assert mail.channel == "email"
    assert "your sign-in engineer" in mail.body
    assert "until 10 Mar 2026, 17:30 UTC" in mail.body


def test_the_link_ends_with_its_time(house: House, client: Client, tuesday: datetime, settings: Any) -> None:
    settings.PASSWORD_RESET_TIMEOUT = 1800
    link = asked(client)
    with moved_to(tuesday + timedelta(seconds=1800)):
        assert "Set a new password" in text_of(opened(Client(), link))
    with moved_to(tuesday + timedelta(seconds=1801)):
        assert "This link works no more" in text_of(opened(Client(), link))
        assert set_by(Client(), link).status_code == 200
    house.engineer.refresh_from_db()
    assert house.engineer.check_password(PASSWORD)


def test_the_link_works_once(house: House, client: Client) -> None:
    link = asked(client)
    set_by(client, link)
    assert "This link works no more" in text_of(opened(Client(), link))


@pytest.mark.parametrize(
    "link", ["MQ/abc-def", "x/y", "999999999/abc-123", "%00/%00", "AAAAAAAAAAAAAAAAAAAAAAAAAAA/a-b"]
)
def test_a_made_up_link_is_no_link(house: House, client: Client, link: str) -> None:
    answer = client.get(f"{ASK}{link}/")
    assert answer.status_code in (200, 400)
    assert "new_password1" not in answer.content.decode()


def test_somebody_elses_link_sets_nothing_of_mine(house: House, client: Client) -> None:
    mine, theirs = asked(client), asked(client, "manager@example.com")
    mixed = mine.replace(mine.split("/")[-2], theirs.split("/")[-2])
    assert "This link works no more" in text_of(opened(client, mixed))


def test_a_weak_password_is_refused_at_the_field(house: House, client: Client) -> None:
    answer = set_by(client, asked(client), new_password1="short", new_password2="short")
    assert "new_password2" in answer.context["form"].errors
    house.engineer.refresh_from_db()
    assert house.engineer.check_password(PASSWORD)


def test_every_session_ends_and_the_person_is_told(house: House, client: Client) -> None:
    elsewhere = browser_of(house.engineer)
    set_by(client, asked(client))
    assert elsewhere.get("/profile/").status_code == 302
    assert client.get("/profile/").status_code == 302
    told = Delivery.objects.filter(title="Your password was changed", recipient=house.engineer)
    assert set(told.values_list("channel", flat=True)) == {"email", "bell"}


def test_the_journal_knows_and_keeps_no_secret(house: House, client: Client) -> None:
    link = asked(client)
    asked(client, "hunter2@example.com")
    set_by(client, link)
    entries = Entry.objects.filter(verb__contains="password_reset").order_by("id")
    assert [(entry.verb.rsplit(".", 1)[-1], entry.actor, entry.reference) for entry in entries] == [
        ("password_reset_asked", None, "engineer"),
        ("password_reset_asked", None, "unknown name"),
        ("password_reset", house.engineer, "engineer"),
    ]
    written = str(list(entries.values()))
    assert "hunter2" not in written
    assert link not in written


def test_too_many_wait_whoever_they_ask_for(house: House, settings: Any) -> None:
    settings.SIGN_IN_ATTEMPTS = 2
    codes = [Client().post(ASK, {"email": "nobody@example.com"}).status_code for _ in range(3)]
    assert codes == [302, 302, 429]
    assert [Client().post(ASK, {"email": "Engineer@example.com"}).status_code for _ in range(3)] == [302, 302, 429]
    assert Delivery.objects.count() == 2


def test_from_one_address_too(house: House, settings: Any) -> None:
    settings.SIGN_IN_ATTEMPTS_PER_ADDRESS = 3
    codes = [Client().post(ASK, {"email": f"guess{number}@example.com"}).status_code for number in range(4)]
    assert codes == [302, 302, 302, 429]


def test_asking_shuts_no_door_of_the_sign_in(house: House, client: Client, settings: Any) -> None:
    settings.SIGN_IN_ATTEMPTS = 1
    for _ in range(3):
        client.post(ASK, {"email": "engineer"})
    assert client.post("/accounts/login/", {"username": "engineer", "password": PASSWORD}).status_code == 302


def test_two_people_with_one_address_get_a_link_each(house: House, client: Client) -> None:
    Person.objects.filter(pk=house.manager.pk).update(email="engineer@example.com")
    asked(client)
    assert {mail.recipient for mail in Delivery.objects.all()} == {house.engineer, house.manager}
