"""Signing out: by a form alone, and for good."""

from hostops.journal.models import Entry
from tests.browsing import browser_of
from tests.house import House


def test_out_is_out(house: House) -> None:
    browser = browser_of(house.contact)
    assert browser.post("/accounts/logout/")["Location"] == "/accounts/login/"
    assert browser.get("/profile/").status_code == 302
    assert Entry.objects.filter(verb="accounts.person.signed_out", actor=house.contact).exists()


def test_a_link_signs_nobody_out(house: House) -> None:
    browser = browser_of(house.contact)
    assert browser.get("/accounts/logout/").status_code == 405
    assert browser.get("/profile/").status_code == 200
