"""Tokens in the profile: made, shown once, revoked; each person's own."""

from datetime import UTC, datetime

from hostops.accounts.token_actions import token_make
from hostops.accounts.tokens import Token, digest_of
from tests.browsing import browser_of
from tests.house import House

NEW = "/profile/tokens/new/"


def secret_in(html: str) -> str:
    return html.split('value="hostops_')[1].split('"')[0]


def test_the_secret_is_shown_once_and_kept_nowhere(house: House) -> None:
    browser = browser_of(house.contact)
    answer = browser.post(NEW, {"name": "nightly script", "scope": "read"})
    token = Token.objects.get(person=house.contact)
    assert token.digest == digest_of("hostops_" + secret_in(answer.content.decode()))
    assert "no-store" in answer["Cache-Control"]
    html = browser.get("/profile/").content.decode()
    assert "nightly script" in html
    assert secret_in(answer.content.decode()) not in html


def test_its_end_is_in_the_persons_own_zone(house: House) -> None:
    house.contact.timezone = "America/Los_Angeles"
    house.contact.save()
    browser_of(house.contact).post(NEW, {"name": "x", "scope": "write", "expires_at": "2031-07-01T09:00"})
    assert Token.objects.get().expires_at == datetime(2031, 7, 1, 16, 0, tzinfo=UTC)


def test_revoked_it_is_gone_from_the_list(house: House) -> None:
    browser = browser_of(house.contact)
    token, _ = token_make(actor=house.contact, name="old one")
    assert browser.post(f"/profile/tokens/{token.pk}/revoke/", follow=True).status_code == 200
    token.refresh_from_db()
    assert token.revoked_at
    assert "old one" not in browser.get("/profile/").content.decode()


def test_nobody_elses(house: House) -> None:
    token, _ = token_make(actor=house.contact, name="mine")
    for person in (house.stranger, house.holder, house.manager):
        assert browser_of(person).post(f"/profile/tokens/{token.pk}/revoke/").status_code == 404
    token.refresh_from_db()
    assert token.revoked_at is None


def test_a_viewer_makes_none(house: House) -> None:
    assert browser_of(house.viewer).post(NEW, {"name": "x", "scope": "read"}).status_code == 403
    assert "Make a token" not in browser_of(house.viewer).get("/profile/").content.decode()
