"""What a person sees and changes about themselves."""

from datetime import time

import pytest

from hostops.journal.models import Entry
from tests.browsing import browser_of, text_of
from tests.house import House

GIVEN = {"timezone": "Asia/Tokyo", "day_starts": "07:30", "day_ends": "19:00"}


def test_it_says_who_one_is(house: House) -> None:
    seen = text_of(browser_of(house.holder).get("/profile/"))
    for words in ("harbor-holder@example.com", "Account holder", "Harbor"):
        assert words in seen


def test_zone_and_hours_are_kept_and_in_the_journal(house: House) -> None:
    answer = browser_of(house.contact).post("/profile/", GIVEN, follow=True)
    assert "Your profile is saved." in answer.content.decode()
    assert "Times are shown in Asia/Tokyo (JST)" in text_of(answer)
    house.contact.refresh_from_db()
    assert (house.contact.timezone, house.contact.day_starts) == ("Asia/Tokyo", time(7, 30))
    entry = Entry.objects.get(verb="accounts.person.profile_changed")
    assert (entry.before["timezone"], entry.after["timezone"]) == ("UTC", "Asia/Tokyo")
    assert "day_ends" in entry.after


def test_saving_it_unchanged_writes_nothing(house: House) -> None:
    browser_of(house.contact).post("/profile/", {"timezone": "UTC", "day_starts": "08:00", "day_ends": "20:00"})
    assert not Entry.objects.filter(verb="accounts.person.profile_changed").exists()


@pytest.mark.parametrize(("field", "value"), [("timezone", "Mars/Olympus"), ("day_starts", "25:00"), ("day_ends", "")])
def test_nonsense_is_told_at_the_field(house: House, field: str, value: str) -> None:
    answer = browser_of(house.contact).post("/profile/", GIVEN | {field: value})
    assert answer.context["form"].errors.keys() == {field}
    house.contact.refresh_from_db()
    assert house.contact.timezone == "UTC"


def test_a_zone_that_the_list_leaves_out_stays(house: House) -> None:
    house.contact.timezone = "CET"
    house.contact.save()
    html = browser_of(house.contact).get("/profile/").content.decode()
    assert '<option value="CET" selected' in html
