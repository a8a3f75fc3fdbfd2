"""Signing in by the browser: the name in any case, the way back, and the journal."""

import pytest
from django.test import Client

from hostops.journal.models import Entry
from tests.browsing import browser_of
from tests.house import PASSWORD, House

LOGIN = "/accounts/login/"


def sign_in(client: Client, name: str = "engineer", password: str = PASSWORD, **more: str) -> int:
    return client.post(LOGIN, {"username": name, "password": password, **more}).status_code


@pytest.mark.parametrize("name", ["engineer", "ENGINEER", " Engineer "])
def test_the_name_in_any_case(house: House, client: Client, name: str) -> None:
    assert sign_in(client, name) == 302
    assert client.get("/profile/").status_code == 200


def test_a_wrong_password_shows_the_form_again_with_the_name(house: House, client: Client) -> None:
    answer = client.post(LOGIN, {"username": "engineer", "password": "wrong"})
    assert answer.status_code == 200
    assert 'value="engineer"' in answer.content.decode()
    assert "wrong" not in answer.content.decode()
    assert client.get("/profile/").status_code == 302


def test_one_answer_for_a_wrong_password_an_unknown_name_and_one_switched_off(house: House, client: Client) -> None:
    house.viewer.is_active = False
    house.viewer.save()
    tries = [("engineer", "wrong"), ("nobody", PASSWORD), ("harbor-viewer", PASSWORD)]
    told = {client.post(LOGIN, {"username": n, "password": p}).context["form"].non_field_errors()[0] for n, p in tries}
    assert len(told) == 1


def test_who_is_switched_off_is_out_at_once(house: House) -> None:
    browser = browser_of(house.viewer)
    house.viewer.is_active = False
    house.viewer.save()
    assert browser.get("/profile/").status_code == 302


def test_on_to_the_page_that_was_asked_for(house: House, client: Client) -> None:
    answer = client.post(LOGIN, {"username": "engineer", "password": PASSWORD, "next": "/alerts/?kind=response"})
    assert answer["Location"] == "/alerts/?kind=response"


ELSEWHERE = ["https://evil.example/", "//evil.example", "javascript:alert(1)", "\\\\evil"]


@pytest.mark.parametrize("away", [*ELSEWHERE, "/accounts/login/", "/accounts/logout/"])
def test_never_away_from_here_nor_in_a_circle(house: House, client: Client, away: str) -> None:
    answer = client.post(LOGIN, {"username": "engineer", "password": PASSWORD, "next": away})
    assert answer["Location"] == "/"


def test_who_is_in_is_led_on(house: House) -> None:
    browser = browser_of(house.engineer)
    assert browser.get(LOGIN)["Location"] == "/"
    assert browser.get(LOGIN + "?next=/accounts/login/")["Location"] == "/"


def test_the_page_keeps_what_was_asked_for_and_shows_no_password(house: House, client: Client) -> None:
    html = client.get(LOGIN + "?next=/alerts/").content.decode()
    assert '<input type="hidden" name="next" value="/alerts/">' in html
    assert PASSWORD not in html


def test_both_outcomes_are_in_the_journal_with_the_address(house: House, client: Client) -> None:
    sign_in(client, "Engineer", "wrong")
    sign_in(client, "engineer")
    failed, came_in = Entry.objects.filter(verb__startswith="accounts.person.").order_by("id")
    assert (failed.verb, failed.actor, failed.object_id) == ("accounts.person.sign_in_failed", None, house.engineer.pk)
    assert (came_in.verb, came_in.actor, came_in.address) == ("accounts.person.signed_in", house.engineer, "127.0.0.1")


def test_a_name_that_nobody_has_is_not_written_down(house: House, client: Client) -> None:
    """It may be a password in the wrong field."""
    sign_in(client, "hunter2", "x")
    assert "hunter2" not in str(Entry.objects.filter(verb="accounts.person.sign_in_failed").values())
