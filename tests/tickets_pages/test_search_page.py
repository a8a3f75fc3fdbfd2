"""Searching the lists: by text, message, server, number; the words marked where they stand."""

from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from tests.house import House
from tests.tickets.cases import file
from tests.tickets_pages.conftest import Browser
from tests.tickets_pages.pages import page, rows
from tickets.actions import message_add
from tickets.found import marked, title_marked
from tickets.models import Visibility


def test_words_are_marked_in_title_and_passage(house: House, tuesday: datetime, browser: Browser) -> None:
    file(house, 3, title="Certificate <b>expired</b>", description="The browser warns of the certificate of the shop.")
    shown = page(browser(house.engineer), "/cases/", q="certificate")
    assert "<mark>Certificate</mark> &lt;b&gt;expired" in shown
    assert "browser warns of the <mark>certificate</mark> of the shop" in shown


def test_the_newest_message_that_has_the_word_is_shown(house: House, tuesday: datetime, browser: Browser) -> None:
    case = file(house, 3)
    for body in ("The pump is wet.", "The pump is dry."):
        message_add(actor=house.contact, case=case, body=body)
    assert "<mark>pump</mark> is dry" in page(browser(house.contact), "/cases/", q="pump")


def test_a_note_of_staff_is_not_shown_to_the_customer(house: House, tuesday: datetime, browser: Browser) -> None:
    case = file(house, 3, description="The pump stands.")
    message_add(actor=house.engineer, case=case, body="Their pump is junk.", visibility=Visibility.INTERNAL)
    assert "junk" in page(browser(house.engineer), "/cases/", q="junk")
    assert rows(page(browser(house.contact), "/cases/", q="pump")) == [case.number]
    assert "junk" not in page(browser(house.contact), "/cases/", q="pump")


def test_a_server_finds_its_cases(house: House, tuesday: datetime, browser: Browser) -> None:
    on_it, _ = file(house, 3), file(house, 3, server=None)
    assert rows(page(browser(house.engineer), "/cases/", q="web1")) == [on_it.number]


def test_palette_finds_cases_one_may_see(house: House, tuesday: datetime, browser: Browser) -> None:
    case = file(house, 3, title="Printer burns")
    assert f'href="/cases/{case.number}/"' in browser(house.contact).get("/cases/find/?q=printer").content.decode()
    assert case.number not in browser(house.stranger).get("/cases/find/?q=printer").content.decode()


@given(st.text(), st.text())
def test_marking_never_lets_markup_through(title: str, words: str) -> None:
    for shown in (title_marked(title, words), marked(title)):
        assert "<" not in shown.replace("<mark>", "").replace("</mark>", "")
        assert shown.count("<mark>") == shown.count("</mark>")
