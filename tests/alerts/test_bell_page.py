"""The bell: how many messages are new, the list of them, and that looking makes them seen."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from hostops.accounts.models import Person
from hostops.alerts.actions import notice_send
from hostops.alerts.models import Delivery
from hostops.alerts.views import bell
from tests.browsing import browser_of, text_of
from tests.house import House


def ring(person: Person, number: int = 1, **more: str) -> None:
    for n in range(number):
        told = {"title": f"Message {n}", "body": "All is well.", "key": f"test:{n}", "url": "/policies/", **more}
        notice_send(recipient=person, channels=[Delivery.Channel.BELL], **told)  # type: ignore[arg-type]


def count_of(person: Person) -> str:
    return text_of(browser_of(person).get("/bell/count/"))


def test_the_number_stands_on_every_page(house: House) -> None:
    ring(house.contact, 2)
    assert "Messages: 2 new" in text_of(browser_of(house.contact).get("/policies/"))
    assert "Messages: none new" in text_of(browser_of(house.viewer).get("/policies/"))


def test_looking_makes_them_seen_but_shows_which_were_new(house: House) -> None:
    ring(house.contact, 2)
    browser = browser_of(house.contact)
    assert text_of(browser.get("/bell/")).count("● New") == 2
    assert "● New" not in text_of(browser.get("/bell/"))
    assert count_of(house.contact) == "none new"


def test_nobody_elses_not_even_for_staff(house: House) -> None:
    ring(house.contact)
    for person in (house.stranger, house.manager):
        assert "Message 0" not in text_of(browser_of(person).get("/bell/"))
    assert count_of(house.contact) == "1 new"


def test_mails_ring_no_bell(house: House) -> None:
    notice_send(recipient=house.contact, title="Mail", body="x", key="m", channels=[Delivery.Channel.EMAIL])
    assert count_of(house.contact) == "none new"
    assert "Mail" not in text_of(browser_of(house.contact).get("/bell/")).replace("Mails", "")


def test_many_are_counted_up_to_a_point(house: House) -> None:
    ring(house.contact, 105)
    assert count_of(house.contact) == "99+ new"


def test_a_strangers_words_run_nothing(house: House) -> None:
    ring(house.contact, title="<b>x</b>", body="<script>alert(1)</script>")
    html = browser_of(house.contact).get("/bell/").content.decode()
    assert "<script>alert" not in html
    assert "&lt;b&gt;x" in html


def test_who_was_signed_out_is_asked_no_more_and_not_thrown_out(house: House) -> None:
    answer = browser_of(None).get("/bell/count/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.content) == (286, b"")
    assert "HX-Redirect" not in answer


def test_the_list_costs_the_same_however_long(house: House) -> None:
    ring(house.contact, 30)
    browser = browser_of(house.contact)
    browser.get("/bell/")
    with CaptureQueriesContext(connection) as queries:
        browser.get("/bell/")
    # session, person, newest, list, account, bell, seen
    assert len(queries) == 7


def test_the_number_looks_at_the_newest_alone(house: House) -> None:
    ring(house.contact, 3)
    with CaptureQueriesContext(connection) as queries:
        assert bell.unseen(house.contact) == 3
    assert len(queries) == 1
    assert "LIMIT 100" in queries[0]["sql"]
