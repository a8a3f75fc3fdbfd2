"""Similar cases: alike in words, of the account alone, open ones first."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hostops.lib.now import moved_to
from tests.house import House
from tests.tickets.cases import file
from tests.tickets_api.calls import pointers
from tests.tickets_api.conftest import Callers
from tests.tickets_pages.conftest import Browser
from tests.tickets_pages.pages import page, text
from tickets.actions import case_resolve
from tickets.similar import similar_cases, telling_words

WHERE, CALL = "/cases/similar/", "/api/v1/cases/similar/"


def titles(house: House, words: str) -> list[str]:
    return [case.title for case in similar_cases(house.contact, house.harbor, words)]


@pytest.fixture
def desk(house: House, tuesday: datetime) -> House:
    with moved_to(tuesday - timedelta(days=90)):
        old = file(house, 4, title="Printer prints checkout slips twice, long ago")
        case_resolve(actor=house.engineer, case=old, body="Done.")
    with moved_to(tuesday - timedelta(days=9)):
        done = file(house, 4, title="Checkout prints slips twice")
        case_resolve(actor=house.engineer, case=done, body="Done.")
    file(house, 4, title="Certificate expires")
    file(house, 4, title="Checkout is slow", description="Customers wait for slips.")
    file(
        house, None, title="Checkout prints slips twice at nordic", actor=house.stranger, account=house.nordic,
        server=house.nordic_server,
    )  # fmt: skip
    return house


def test_open_ones_first_then_what_ended_lately(desk: House) -> None:
    assert titles(desk, "Our checkout prints all slips twice") == ["Checkout is slow", "Checkout prints slips twice"]


def test_one_word_in_common_is_not_alike_unless_there_are_no_more(desk: House) -> None:
    assert titles(desk, "certificate of birth was lost") == []
    assert titles(desk, "certificate") == ["Certificate expires"]
    assert titles(desk, "certificat") == ["Certificate expires"]


@pytest.mark.parametrize("words", ["", "  ", "the server is not there", "& | ! ( ) : * \\ ' \"", "\x00", "ß ² _ __"])
def test_words_that_tell_nothing_find_nothing(desk: House, words: str) -> None:
    assert titles(desk, words) == []


@pytest.mark.parametrize(
    "words", ["a:*|b", "x' OR 1=1", "checkout' & ! slips", "日本語 テスト", "é" * 300, "foo_bar 1e5"]
)
def test_any_text_is_borne(desk: House, words: str) -> None:
    assert isinstance(titles(desk, words), list)


def test_words_of_every_report_tell_nothing() -> None:
    words = "Hello, the HTTP 502 error is on our server web1 since yesterday"
    assert telling_words(words) == ["hello", "http", "502", "web1"]
    assert len(telling_words(" ".join(f"word{number}" for number in range(40)))) == 12


def test_nobody_sees_anothers(desk: House) -> None:
    assert similar_cases(desk.stranger, desk.harbor, "checkout slips") == []
    assert len(similar_cases(desk.engineer, desk.harbor, "checkout slips")) == 2


def test_one_statement(desk: House) -> None:
    with CaptureQueriesContext(connection) as found:
        similar_cases(desk.contact, desk.harbor, "checkout slips")
    assert len(found) == 1


def test_fragment_for_the_page_that_files(desk: House, browser: Browser) -> None:
    client = browser(desk.contact)
    shown = client.get(WHERE, {"subject": "Checkout", "description": "slips"}, headers={"HX-Request": "true"})
    assert "Checkout is slow" in shown.content.decode()
    assert "<html" not in shown.content.decode()
    nothing = client.get(WHERE, {"q": "zebra"}, headers={"HX-Request": "true"}).content.decode()
    assert "alike" not in nothing
    assert "No case of the account is alike." in text(client, WHERE, q="zebra")


def test_page_that_files_asks_for_it(desk: House, browser: Browser) -> None:
    assert f'hx-get="{WHERE}?account=harbor"' in page(browser(desk.contact), "/cases/new/")


def test_staff_name_the_account(desk: House, browser: Browser) -> None:
    client = browser(desk.engineer)
    assert "Checkout is slow" in text(client, WHERE, q="checkout slips", account="harbor")
    assert "Checkout is slow" not in text(client, WHERE, q="checkout slips")
    theirs = text(browser(desk.stranger), WHERE, q="checkout slips", account="harbor")
    assert "nordic" in theirs
    assert "slow" not in theirs


def test_rest(desk: House, calls: Callers) -> None:
    found = calls.contact.get(CALL, {"q": "checkout slips"}).json()
    assert [case["subject"] for case in found["results"]] == ["Checkout is slow", "Checkout prints slips twice"]
    assert (found["next"], found["previous"]) == (None, None)
    assert len(calls.engineer.get(CALL, {"q": "checkout slips", "account": "harbor"}).json()["results"]) == 2
    assert pointers(calls.engineer.get(CALL, {"q": "checkout slips"})) == ["/account"]
    assert pointers(calls.stranger.get(CALL, {"q": "checkout slips", "account": "harbor"})) == ["/account"]
    assert pointers(calls.contact.get(CALL)) == ["/q"]
