"""Feeds are made, shown once and revoked: by the pages and by REST, by the same actions, journalled."""

from datetime import datetime
from typing import Any

import pytest

from hostops.accounts.roles import Role
from hostops.journal.models import Entry
from hostops.lib.errors import BadField, NotAllowed
from maintenance.actions.feeding import feed_make, feed_revoke
from maintenance.models import CalendarFeed
from tests.house import House, person
from tests.maintenance_calendars.conftest import Browser, Caller


def test_one_of_ones_own_is_for_every_role(house: House, tuesday: datetime) -> None:
    for reader in house.everyone:
        feed, secret = feed_make(actor=reader, name="  My \n telephone ")
        assert (feed.person, feed.account, feed.name) == (reader, None, "My telephone")
        assert len(secret) > 40
    entry = Entry.objects.filter(verb="maintenance.feed.made").latest("id")
    assert (entry.actor, entry.after) == (house.manager, {"name": "My telephone", "of": "manager"})
    assert not Entry.objects.filter(after__icontains=secret).exists()


def test_an_accounts_is_for_contacts_and_planners(house: House, tuesday: datetime) -> None:
    for reader in (house.holder, house.contact, house.planner, house.manager):
        assert feed_make(actor=reader, name="Wall", account=house.harbor)[0].account == house.harbor
    for reader in (house.viewer, house.engineer, house.stranger):
        with pytest.raises(NotAllowed):
            feed_make(actor=reader, name="Wall", account=house.harbor)


@pytest.mark.parametrize("name", ["", " \n ", "x" * 101])
def test_a_name_says_where_it_is_used(house: House, name: str) -> None:
    with pytest.raises(BadField):
        feed_make(actor=house.contact, name=name)
    assert not CalendarFeed.objects.exists()


def test_ones_own_is_nobody_elses_to_revoke(house: House, tuesday: datetime) -> None:
    feed, _ = feed_make(actor=house.contact, name="Telephone")
    for reader in (house.holder, house.viewer, house.stranger, house.planner, house.manager):
        with pytest.raises(NotAllowed):
            feed_revoke(actor=reader, feed=feed)
    feed_revoke(actor=house.contact, feed=feed, reason="lost it")
    again = feed_revoke(actor=house.contact, feed=feed)
    assert again.revoked_at == tuesday
    [entry] = Entry.objects.filter(verb="maintenance.feed.revoked")
    assert (entry.reason, entry.reference) == ("lost it", "harbor-contact Telephone")


def test_an_accounts_is_revoked_by_whoever_may_make_one(house: House, tuesday: datetime) -> None:
    feed, _ = feed_make(actor=house.contact, name="Wall", account=house.harbor)
    for reader in (house.viewer, house.stranger, house.engineer):
        with pytest.raises(NotAllowed):
            feed_revoke(actor=reader, feed=feed)
    assert feed_revoke(actor=house.holder, feed=feed).revoked_at


def test_page_makes_shows_once_and_revokes(house: House, browser: Browser, settings: Any) -> None:
    settings.PUBLIC_URL = "https://portal.example"
    client = browser(house.contact)
    made = client.post("/calendars/new/", {"name": "Telephone", "account": ""})
    [feed] = CalendarFeed.objects.all()
    assert "https://portal.example/api/v1/calendars/hostops_" in made.content.decode()
    assert "webcal://portal.example/api/v1/calendars/hostops_" in made.content.decode()
    assert "no-store" in made["Cache-Control"]
    listed = client.get("/calendars/").content.decode()
    assert "Telephone" in listed
    assert "hostops_" not in listed
    assert client.post(f"/calendars/{feed.pk}/revoke/").status_code == 302
    assert "Telephone" not in client.get("/calendars/").content.decode()
    assert client.get(f"/calendars/{feed.pk}/revoke/").status_code == 404


def test_page_offers_accounts_to_whom_may_share(house: House, browser: Browser) -> None:
    assert "Whose windows?" not in browser(house.viewer).get("/calendars/new/").content.decode()
    offered = browser(house.contact).get("/calendars/new/").content.decode()
    assert "Harbor" in offered
    assert "Nordic" not in offered
    foreign = browser(house.contact).post("/calendars/new/", {"name": "x", "account": house.nordic.pk})
    assert "Select a valid choice" in foreign.content.decode()


def test_page_says_what_is_wrong_with_the_name(house: House, browser: Browser) -> None:
    answer = browser(house.contact).post("/calendars/new/", {"name": " "})
    assert "This field is required" in answer.content.decode()


def test_list_has_ones_own_and_the_accounts(house: House, browser: Browser) -> None:
    for reader, name in ((house.contact, "Contact's"), (house.holder, "Holder's"), (house.stranger, "Stranger's")):
        feed_make(actor=reader, name=name)
    feed_make(actor=house.holder, name="Wall", account=house.harbor)
    listed = browser(house.contact).get("/calendars/").content.decode()
    assert "Contact&#x27;s" in listed
    assert "Wall" in listed
    assert "Holder&#x27;s" not in listed
    assert "Stranger" not in listed


@pytest.mark.parametrize("count", [1, 9])
def test_list_takes_as_many_queries_however_long(
    house: House, browser: Browser, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        feed_make(actor=house.contact, name=f"Program {number}")
    client = browser(house.contact)
    with django_assert_num_queries(5):  # session, person, account, the bell's count, feeds
        client.get("/calendars/")


def test_rest_makes_and_revokes(house: House, caller: Caller, settings: Any) -> None:
    settings.PUBLIC_URL = "https://portal.example"
    client = caller(house.contact)
    made = client.post("/api/v1/calendars/", {"name": "Robot", "account": "harbor"}, format="json")
    assert made.status_code == 201
    body = made.json()
    assert body["url"].startswith("https://portal.example/api/v1/calendars/hostops_")
    assert (body["account"], body["person"], body["revoked_at"]) == ("harbor", None, None)
    assert caller(None).get(body["url"].removeprefix("https://portal.example")).status_code == 200
    seen = client.get(made["Location"]).json()
    assert "url" not in seen
    assert [row["id"] for row in client.get("/api/v1/calendars/").json()["results"]] == [body["id"]]
    ended = client.post(f"/api/v1/calendars/{body['id']}/revoke/", {"reason": "over"}, format="json")
    assert (ended.status_code, bool(ended.json()["revoked_at"])) == (200, True)


def test_rest_refuses_a_foreign_account_and_a_foreign_feed(house: House, caller: Caller) -> None:
    client = caller(house.stranger)
    assert client.post("/api/v1/calendars/", {"name": "x", "account": "harbor"}, format="json").status_code == 400
    feed, _ = feed_make(actor=house.contact, name="x")
    for reader in (house.stranger, house.holder, house.manager):
        assert caller(reader).get(f"/api/v1/calendars/{feed.pk}/").status_code == 404
        assert caller(reader).post(f"/api/v1/calendars/{feed.pk}/revoke/", {}, format="json").status_code == 404


@pytest.mark.parametrize("count", [1, 9])
def test_rest_list_takes_one_query(house: House, caller: Caller, count: int, django_assert_num_queries: Any) -> None:
    for number in range(count):
        feed_make(actor=house.contact, name=f"Program {number}")
    client = caller(house.contact)
    with django_assert_num_queries(1):
        client.get("/api/v1/calendars/")


def test_nobody_without_a_sign_in_makes_one(house: House, caller: Caller, browser: Browser) -> None:
    assert caller(None).post("/api/v1/calendars/", {"name": "x"}, format="json").status_code == 401
    assert browser(None).post("/calendars/new/", {"name": "x"}).status_code == 302
    left = person("gone", Role.VIEWER, house.harbor, is_active=False)
    with pytest.raises(NotAllowed):
        feed_make(actor=left, name="x")
