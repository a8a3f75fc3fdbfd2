"""Colleagues on copy: who may be, who may put them, what they are sent."""

from datetime import datetime

import pytest

from hostops.accounts.models import Person
from hostops.accounts.roles import Role
from hostops.alerts.models import Delivery
from hostops.lib.errors import BadField, NotAllowed, NotPossible
from tests.house import House, person
from tests.tickets.cases import file
from tests.tickets_api.calls import at, pointers
from tests.tickets_api.conftest import Callers
from tests.tickets_pages.conftest import Browser
from tests.tickets_pages.pages import address, page, text
from tickets.actions import case_assign, case_resolve, message_add, watcher_add, watcher_remove
from tickets.models import Case, Watcher


@pytest.fixture
def case(house: House, tuesday: datetime) -> Case:
    return file(house, 3)


def mailed(words: str = "") -> set[str]:
    """To whom the outbox has a mail with the words."""
    return set(Delivery.objects.filter(channel="email", body__contains=words).values_list("address", flat=True))


def test_public_messages_of_both_sides_reach_them(house: House, case: Case) -> None:
    watcher_add(actor=house.contact, case=case, person=house.holder)
    watcher_add(actor=house.contact, case=case, address="buying@example.com")
    message_add(actor=house.engineer, case=case, body="We are on it.")
    message_add(actor=house.contact, case=case, body="Thanks a lot.")
    assert mailed("We are on it.") == {house.contact.email, house.holder.email, "buying@example.com"}
    assert mailed("Thanks a lot.") == {house.holder.email, "buying@example.com"}


def test_internal_notes_reach_nobody(house: House, case: Case) -> None:
    watcher_add(actor=house.contact, case=case, person=house.holder)
    watcher_add(actor=house.engineer, case=case, person=house.manager)
    message_add(actor=house.engineer, case=case, body="They never update.", visibility="internal")
    assert mailed("They never update.") == set()


def test_staff_on_copy_get_it_and_nobody_gets_it_twice(house: House, case: Case) -> None:
    case_assign(actor=house.engineer, case=case, assignee=house.engineer)
    watcher_add(actor=house.engineer, case=case, person=house.second_engineer)
    watcher_add(actor=house.engineer, case=case, person=house.contact)
    watcher_add(actor=house.engineer, case=case, person=house.engineer)
    message_add(actor=house.contact, case=case, body="Any news?")
    message_add(actor=house.engineer, case=case, body="A little.")
    news = Delivery.objects.filter(channel="email", body__contains="Any news?")
    assert set(news.values_list("address", flat=True)) == {house.engineer.email, house.second_engineer.email}
    assert news.count() == 2
    little = Delivery.objects.filter(channel="email", body__contains="A little.")
    assert sorted(little.values_list("address", flat=True)) == sorted(
        [house.contact.email, house.second_engineer.email]
    )


def test_whoever_is_put_on_copy_is_told(house: House, case: Case) -> None:
    watcher_add(actor=house.contact, case=case, person=house.holder)
    watcher_add(actor=house.holder, case=case, person=house.viewer)
    assert mailed("put you on copy") == {house.holder.email, house.viewer.email}
    own = file(house, 4)
    watcher_add(actor=house.viewer, case=own, person=house.viewer)
    assert Delivery.objects.filter(channel="email", title__contains=own.number, address=house.viewer.email).count() == 0


def test_who_has_left_gets_nothing_more(house: House, case: Case) -> None:
    watcher_add(actor=house.contact, case=case, person=house.holder)
    Person.objects.filter(pk=house.holder.pk).update(is_active=False)
    message_add(actor=house.engineer, case=case, body="Still with you?")
    assert mailed("Still with you?") == {house.contact.email}


def test_customers_name_their_own_colleagues_alone(house: House, case: Case) -> None:
    for other in (house.stranger, house.engineer):
        with pytest.raises(BadField, match="nobody who can be"):
            watcher_add(actor=house.contact, case=case, person=other)
    with pytest.raises(BadField, match="nobody who can be"):
        watcher_add(actor=house.engineer, case=case, person=house.stranger)
    assert watcher_add(actor=house.engineer, case=case, person=house.planner).person == house.planner


@pytest.mark.parametrize("wrong", ["nobody", "a@b@example.com", "kim@elsewhere.example", "x" * 250 + "@example.com"])
def test_mail_goes_to_domains_of_the_account_alone(house: House, case: Case, wrong: str) -> None:
    for actor in (house.contact, house.engineer):
        with pytest.raises(BadField, match="address"):
            watcher_add(actor=actor, case=case, address=wrong)
    assert not Watcher.objects.exists()


def test_domain_of_the_staff_is_not_the_accounts(house: House, case: Case) -> None:
    Person.objects.filter(pk=house.engineer.pk).update(email="engineer@hostops.example")
    with pytest.raises(BadField):
        watcher_add(actor=house.contact, case=case, address="all@hostops.example")


def test_an_address_of_a_person_means_the_person(house: House, case: Case) -> None:
    assert watcher_add(actor=house.contact, case=case, address=house.holder.email.upper()).person == house.holder


def test_one_of_the_two_is_named(house: House, case: Case) -> None:
    with pytest.raises(BadField):
        watcher_add(actor=house.contact, case=case)
    with pytest.raises(BadField):
        watcher_add(actor=house.contact, case=case, person=house.holder, address="x@example.com")


def test_nobody_is_on_copy_twice(house: House, case: Case) -> None:
    watcher_add(actor=house.contact, case=case, person=house.holder)
    watcher_add(actor=house.contact, case=case, address="buying@example.com")
    with pytest.raises(NotPossible, match="already"):
        watcher_add(actor=house.engineer, case=case, person=house.holder)
    with pytest.raises(NotPossible, match="already"):
        watcher_add(actor=house.engineer, case=case, address="Buying@example.com")


def test_a_case_is_no_mailing_list(house: House, case: Case) -> None:
    for number in range(25):
        watcher_add(actor=house.contact, case=case, address=f"n{number}@example.com")
    with pytest.raises(NotPossible, match="25"):
        watcher_add(actor=house.contact, case=case, person=house.holder)


def test_viewers_put_themselves_on_copy_and_off_and_nobody_else(house: House, case: Case) -> None:
    own = watcher_add(actor=house.viewer, case=case, person=house.viewer)
    other = watcher_add(actor=house.contact, case=case, person=house.holder)
    with pytest.raises(NotAllowed):
        watcher_add(actor=house.viewer, case=case, person=house.contact)
    with pytest.raises(NotAllowed):
        watcher_remove(actor=house.viewer, case=case, watcher=other)
    watcher_remove(actor=house.viewer, case=case, watcher=own)
    with pytest.raises(NotPossible):
        watcher_remove(actor=house.viewer, case=case, watcher=own)


def test_strangers_reach_nothing(house: House, case: Case) -> None:
    mine = watcher_add(actor=house.contact, case=case, person=house.holder)
    with pytest.raises(NotAllowed):
        watcher_add(actor=house.stranger, case=case, person=house.stranger)
    with pytest.raises(NotAllowed):
        watcher_remove(actor=house.stranger, case=case, watcher=mine)


def test_a_watcher_of_another_case_is_not_removed_by_this_one(house: House, case: Case) -> None:
    mine = watcher_add(actor=house.contact, case=case, person=house.holder)
    with pytest.raises(NotPossible):
        watcher_remove(actor=house.contact, case=file(house, 4), watcher=mine)
    assert Watcher.objects.get() == mine


def test_page_adds_shows_and_takes_off(house: House, case: Case, browser: Browser) -> None:
    client = browser(house.contact)
    assert house.engineer.display_name not in page(client, address(case, "copy"))
    assert client.post(address(case, "copy"), {"person": house.holder.pk}).status_code == 302
    assert "Harbor Holder" in text(client, case)
    told = client.get(address(case))
    assert "put somebody on copy" in told.content.decode()
    watcher = Watcher.objects.get()
    assert client.post(f"/cases/{case.number}/watchers/{watcher.pk}/remove/").status_code == 302
    assert not Watcher.objects.exists()
    assert client.post(f"/cases/{case.number}/watchers/{watcher.pk}/remove/").status_code == 404


def test_page_says_what_is_wrong_with_an_address(house: House, case: Case, browser: Browser) -> None:
    answer = browser(house.contact).post(address(case, "copy"), {"address": "kim@elsewhere.example"})
    assert "Nobody of the account has an address at elsewhere.example" in answer.content.decode()


def test_rest(house: House, case: Case, calls: Callers) -> None:
    made = calls.contact.post(at(case, "watchers"), {"person": house.holder.username})
    assert (made.status_code, made.json()["person"], made.json()["address"]) == (201, house.holder.username, None)
    calls.engineer.post(at(case, "watchers"), {"address": "buying@example.com"})
    listed = calls.viewer.get(at(case, "watchers")).json()["results"]
    assert [row["name"] for row in listed] == [house.holder.display_name, "buying@example.com"]
    assert calls.contact.post(at(case, "watchers"), {"person": house.holder.username}).status_code == 409
    assert pointers(calls.contact.post(at(case, "watchers"), {"person": "engineer"})) == ["/person"]
    assert pointers(calls.contact.post(at(case, "watchers"), {"address": "no"})) == ["/address"]
    gone = calls.contact.post(at(case, f"watchers/{listed[0]['id']}/remove"))
    assert (gone.status_code, gone.json()["number"]) == (200, case.number)
    assert calls.contact.post(at(case, f"watchers/{listed[0]['id']}/remove")).status_code == 404
    assert calls.stranger.get(at(case, "watchers")).status_code == 404


def test_rest_honours_if_match(house: House, case: Case, calls: Callers) -> None:
    old = calls.contact.get(at(case))["ETag"]
    assert calls.contact.post(at(case, "watchers"), {"person": "harbor-holder"}, If_Match=old).status_code == 201
    assert calls.contact.post(at(case, "watchers"), {"person": "harbor-viewer"}, If_Match=old).status_code == 412
    watcher = Watcher.objects.get()
    assert calls.contact.post(at(case, f"watchers/{watcher.pk}/remove"), If_Match=old).status_code == 412
    new = calls.contact.get(at(case))["ETag"]
    assert calls.contact.post(at(case, f"watchers/{watcher.pk}/remove"), If_Match=new).status_code == 200


def test_the_resolution_asks_the_reporter_alone_to_rate(house: House, case: Case) -> None:
    watcher_add(actor=house.contact, case=case, person=house.holder)
    case_resolve(actor=house.engineer, case=case, body="Restarted it.")
    assert mailed("Restarted it.") == {house.contact.email, house.holder.email}
    assert mailed(f"/cases/{case.number}/rate/") == {house.contact.email}


def test_same_person_by_mail_and_by_name_of_another_account(house: House, case: Case) -> None:
    """A mail address alone gives nobody of elsewhere a name here."""
    person("cove", Role.VIEWER, house.nordic)
    Person.objects.filter(username="cove").update(email="cove@example.com")
    assert watcher_add(actor=house.contact, case=case, address="cove@example.com").person is None
