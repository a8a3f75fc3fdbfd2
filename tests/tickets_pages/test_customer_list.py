"""A customer's list of cases."""

from datetime import datetime, timedelta

import pytest

from hostops.accounts.models import Person
from hostops.lib.now import moved_to
from tests.house import House
from tests.tickets.cases import file, phoned
from tests.tickets_pages.conftest import Browser
from tests.tickets_pages.pages import page, rows, text
from tickets import querysets
from tickets.actions import case_resolve, message_add
from tickets.models import Case


def test_open_cases_come_first_newest_first(house: House, tuesday: datetime, browser: Browser) -> None:
    first, second, third = (file(house, 4) for _ in range(3))
    case_resolve(actor=house.engineer, case=third, body="Done.")
    client = browser(house.contact)
    assert rows(page(client, "/cases/")) == [second.number, first.number, third.number]
    assert rows(page(client, "/cases/", ordering="newest")) == [third.number, second.number, first.number]


def test_row_says_what_is_owed_by_when(house: House, tuesday: datetime, browser: Browser) -> None:
    file(house, 3)
    shown = text(browser(house.contact), "/cases/")
    assert "Level 3 HC-" in shown
    assert (
        "Shop is down received 10 Mar 2026, 17:00 UTC ○ New First response 12 Mar 2026, 00:00 UTC in 1 d 7 h" in shown
    )


def test_row_of_a_priority_case_says_that_it_waits_for_a_call(
    house: House, tuesday: datetime, browser: Browser
) -> None:
    file(house, 1)
    file(house, 2)
    shown = text(browser(house.contact), "/cases/")
    assert "New First response waits for a call" in shown
    assert "Held First response waits for a place" in shown


def test_state_filters(house: House, tuesday: datetime, browser: Browser) -> None:
    done, new = file(house, 3), file(house, 3)
    case_resolve(actor=house.engineer, case=done, body="Done.")
    client = browser(house.contact)
    assert rows(page(client, "/cases/", state="resolved")) == [done.number]
    assert rows(page(client, "/cases/", state="live")) == [new.number]
    assert rows(page(client, "/cases/", state="closed")) == []
    assert "Nothing matches these filters." in text(client, "/cases/", state="closed")


@pytest.fixture(params=["few hits", "many hits"])
def hits(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A search has two ways: by its indexes, and along the list where a word is everywhere."""
    if request.param == "many hits":
        monkeypatch.setattr(querysets, "_FEW", 0)


@pytest.mark.usefixtures("hits")
def test_search_finds_numbers_titles_texts_and_messages(house: House, tuesday: datetime, browser: Browser) -> None:
    case, _ = file(house, 3, title="Basket empties itself", description="After a minute."), file(house, 3)
    message_add(actor=house.contact, case=case, body="Also on the telephone app.")
    client = browser(house.contact)
    for words in ("basket", "minute", "telephone app", case.number.lower()):
        assert rows(page(client, "/cases/", q=words)) == [case.number]


@pytest.mark.usefixtures("hits")
def test_search_does_not_read_internal_notes_to_customers(house: House, tuesday: datetime, browser: Browser) -> None:
    case = file(house, 3)
    message_add(actor=house.engineer, case=case, body="Suspect sabotage.", visibility="internal")
    assert rows(page(browser(house.contact), "/cases/", q="sabotage")) == []
    assert rows(page(browser(house.engineer), "/cases/", q="sabotage")) == [case.number]


def test_pages_follow_one_another(house: House, tuesday: datetime, browser: Browser) -> None:
    numbers = [file(house, 4, server=None).number for _ in range(27)][::-1]
    client = browser(house.contact)
    first = page(client, "/cases/")
    assert rows(first) == numbers[:25]
    following = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    assert rows(page(client, f"/cases/{following}")) == numbers[25:]


def test_empty_list_says_what_to_do(house: House, tuesday: datetime, browser: Browser) -> None:
    assert "file a case" in text(browser(house.contact), "/cases/")
    assert "New case" in text(browser(house.contact), "/cases/")
    assert "A named contact of your account can file one." in text(browser(house.viewer), "/cases/")
    assert "New case" not in text(browser(house.viewer), "/cases/")


def test_anothers_outage_is_told_in_the_policys_words(
    house: House, neighbour: Person, tuesday: datetime, browser: Browser
) -> None:
    phoned(house, 1, title="Secret of harbor")
    shown = text(browser(neighbour), "/cases/")
    assert "A catastrophic outage at a customer is being worked on first" in shown
    assert "harbor" not in shown.lower()


def test_fragment_has_the_table_and_no_frame(house: House, tuesday: datetime, browser: Browser) -> None:
    case = file(house, 3)
    answer = browser(house.contact).get("/cases/", headers={"HX-Request": "true"})
    shown = answer.content.decode()
    assert rows(shown) == [case.number]
    assert "<html" not in shown


def test_unknown_filter_value_lists_nothing_and_says_why(house: House, tuesday: datetime, browser: Browser) -> None:
    file(house, 3)
    shown = page(browser(house.contact), "/cases/", state="sleeping")
    assert rows(shown) == []
    assert "Select a valid choice" in shown


def test_held_case_that_was_admitted_counts_again(house: House, tuesday: datetime, browser: Browser) -> None:
    first, second = phoned(house, 1), phoned(house, 2)
    with moved_to(tuesday + timedelta(minutes=5)):
        case_resolve(actor=house.engineer, case=first, body="Done.")
        assert Case.objects.get(pk=second.pk).state == "new"
        assert "New First response 10 Mar 2026, 18:05 UTC" in text(browser(house.contact), "/cases/")
