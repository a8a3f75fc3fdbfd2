"""Changing one's password: the old one is asked for, other sessions end, this one goes on."""

import pytest

from hostops.journal.models import Entry
from tests.browsing import browser_of
from tests.house import PASSWORD, House

NEW = "staple battery horse"
GIVEN = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}


def test_the_new_one_holds_and_other_browsers_are_out(house: House) -> None:
    here, elsewhere = browser_of(house.contact), browser_of(house.contact)
    assert here.post("/profile/password/", GIVEN)["Location"] == "/profile/"
    assert here.get("/profile/").status_code == 200
    assert elsewhere.get("/profile/").status_code == 302
    house.contact.refresh_from_db()
    assert house.contact.check_password(NEW)


def test_the_journal_says_that_and_not_what(house: House) -> None:
    browser_of(house.contact).post("/profile/password/", GIVEN)
    entry = Entry.objects.get(verb="accounts.person.password_changed")
    assert (entry.actor, entry.before, entry.after) == (house.contact, {}, {})


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"old_password": "wrong"}, "old_password"),
        ({"new_password2": "another one entirely"}, "new_password2"),
        ({"new_password1": "short", "new_password2": "short"}, "new_password2"),
    ],
)
def test_otherwise_nothing_changes(house: House, given: dict[str, str], field: str) -> None:
    answer = browser_of(house.contact).post("/profile/password/", GIVEN | given)
    assert field in answer.context["form"].errors
    house.contact.refresh_from_db()
    assert house.contact.check_password(PASSWORD)
