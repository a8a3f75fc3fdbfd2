"""The link in a notice's mail: it shows and asks, acts on a POST alone, and tells a stranger nothing."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from hostops.accounts.models import Person
from maintenance.models import Addressee
from tests.house import House
from tests.maintenance_calendars.conftest import Browser
from tests.maintenance_calendars.scene import addressed, affects, notice, window


def asked(house: House, state: str = "announced", **more: Any) -> tuple[Addressee, str]:
    made = window(state, **more)
    row = affects(made, house.harbor, house.server)
    affects(made, house.nordic, house.nordic_server)
    found, secret = addressed(notice(made, given_by=house.planner), row, house.contact)
    return found, f"/windows/answer/{secret}/"


def test_it_shows_the_notice_and_asks_without_a_sign_in(house: House, tuesday: datetime) -> None:
    Person.objects.filter(pk=house.contact.pk).update(timezone="America/Los_Angeles")
    _, where = asked(house, title="Kernel <updates>", effect="Slow & quiet")
    answer = Client().get(where)
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    for words in (
        "Kernel &lt;updates&gt;",
        "Slow &amp; quiet",
        "web1",
        "You answer as Harbor Contact",
        "30 min within",
    ):
        assert words in shown
    assert "From Fri 20 Mar 2026, 10:00 PDT (America/Los_Angeles)" in shown
    assert "From Fri 20 Mar 2026, 18:00 CET (Europe/Stockholm)" in shown
    assert "erp1" not in shown
    assert "Nordic" not in shown


@pytest.mark.parametrize("method", ["get", "head", "options"])
@pytest.mark.parametrize("query", ["", "?answer=accepted&notice=1", "?_method=POST&answer=declined&notice=1"])
def test_looking_does_nothing(house: House, tuesday: datetime, method: str, query: str) -> None:
    row, where = asked(house)
    assert getattr(Client(), method)(f"{where}{query}").status_code == 200
    row.refresh_from_db()
    assert (row.answer, row.answered_at) == ("", None)


def test_an_answer_is_kept_and_shown(house: House, tuesday: datetime) -> None:
    row, where = asked(house)
    client = Client()
    assert client.post(where, {"answer": "declined", "note": "Sale day", "notice": 1}).status_code == 302
    row.refresh_from_db()
    assert (row.answer, row.answer_note, row.answered_by) == ("declined", "Sale day", "link")
    shown = client.get(where).content.decode()
    assert "Declined" in shown
    assert "Sale day" in shown
    client.post(where, {"answer": "accepted", "notice": 1})
    row.refresh_from_db()
    assert row.answer == "accepted"


def test_a_forgery_from_another_site_does_nothing(house: House, tuesday: datetime) -> None:
    row, where = asked(house)
    assert Client(enforce_csrf_checks=True).post(where, {"answer": "accepted", "notice": 1}).status_code == 403
    row.refresh_from_db()
    assert row.answer == ""


@pytest.mark.parametrize("said", [{}, {"answer": "maybe", "notice": 1}, {"answer": "question", "notice": 1}])
def test_what_is_no_answer_is_said_at_its_field(house: House, tuesday: datetime, said: dict[str, Any]) -> None:
    row, where = asked(house)
    shown = Client().post(where, said)
    assert shown.status_code == 200
    assert "invalid-feedback" in shown.content.decode()
    row.refresh_from_db()
    assert row.answer == ""


def test_unknown_forged_and_left_are_told_alike(house: House, tuesday: datetime) -> None:
    row, where = asked(house)
    assert Client().get(where).status_code == 200
    forged = [f"{where[:-3]}xx/", "/windows/answer/hostops_guess/", f"/windows/answer/{row.token_hash}/"]
    answers = [Client().get(one) for one in forged] + [Client().post(forged[0], {"answer": "accepted", "notice": 1})]
    Person.objects.filter(pk=house.contact.pk).update(is_active=False)
    answers.append(Client().get(where))
    assert [answer.status_code for answer in answers] == [404] * 5
    assert len({answer.content for answer in answers}) == 1
    assert b"SW-" not in answers[0].content
    assert not Addressee.objects.exclude(answer="").exists()


def test_who_went_to_another_account_answers_no_more(house: House, tuesday: datetime) -> None:
    _, where = asked(house)
    Person.objects.filter(pk=house.contact.pk).update(account=house.nordic)
    assert Client().get(where).status_code == 404


def test_who_is_no_contact_any_more_is_refused_in_words(house: House, tuesday: datetime) -> None:
    row, where = asked(house)
    Person.objects.filter(pk=house.contact.pk).update(role="viewer")
    refused = Client().post(where, {"answer": "accepted", "notice": 1})
    assert refused.status_code == 403
    assert "Viewer may not acknowledge here" in refused.content.decode()
    row.refresh_from_db()
    assert row.answer == ""


def test_who_tries_many_links_waits(house: House, tuesday: datetime, settings: Any) -> None:
    settings.SIGN_IN_ATTEMPTS_PER_ADDRESS = 3
    _, where = asked(house)
    statuses = [Client().get(f"/windows/answer/hostops_{number}/").status_code for number in range(4)]
    assert statuses == [404, 404, 404, 429]
    assert Client().get(where).status_code == 200


def test_an_old_link_leads_to_what_was_announced_since(house: House, tuesday: datetime) -> None:
    row, where = asked(house)
    made = row.notice.window
    made.title = "Moved updates"
    made.save()
    last, _ = addressed(notice(made, "changed", given_by=house.planner), row.affected, house.contact)
    stale = Client().post(where, {"answer": "accepted", "notice": 1})
    assert stale.status_code == 409
    assert "announced anew while you read" in stale.content.decode()
    assert "Moved updates" in stale.content.decode()
    assert not Addressee.objects.exclude(answer="").exists()
    Client().post(where, {"answer": "accepted", "notice": 2})
    last.refresh_from_db()
    assert last.answer == "accepted"


@pytest.mark.parametrize("state", ["cancelled", "completed"])
def test_what_is_over_is_shown_and_asks_nothing(house: House, tuesday: datetime, state: str) -> None:
    _, where = asked(house, state)
    shown = Client().get(where).content.decode()
    assert "nothing left to answer" in shown
    assert "<form" not in shown
    assert Client().post(where, {"answer": "accepted", "notice": 1}).status_code == 409


def test_in_the_portal_a_contact_answers_signed_in(house: House, tuesday: datetime, browser: Browser) -> None:
    row, _ = asked(house)
    where = f"/windows/{row.notice.window.number}/answer/"
    client = browser(house.contact)
    assert "We accept it" in client.get(where).content.decode()
    row.refresh_from_db()
    assert row.answer == ""
    sent = client.post(where, {"answer": "accepted", "notice": 1})
    assert (sent.status_code, sent["Location"]) == (302, f"/windows/{row.notice.window.number}/")
    row.refresh_from_db()
    assert (row.answer, row.answered_by) == ("accepted", "portal")
    notice(row.notice.window, "changed")
    assert "announced anew" in client.post(where, {"answer": "declined", "notice": 1}).content.decode()


def test_in_the_portal_others_are_refused(house: House, tuesday: datetime, browser: Browser) -> None:
    where = f"/windows/{asked(house)[0].notice.window.number}/answer/"
    assert browser(house.viewer).post(where, {"answer": "accepted", "notice": 1}).status_code == 403
    assert browser(house.planner).get(where).status_code == 403
    assert browser(house.contact).get("/windows/SW-999999/answer/").status_code == 404


def test_page_takes_as_many_queries_however_many_servers(
    house: House, tuesday: datetime, django_assert_num_queries: Any
) -> None:
    _, where = asked(house)
    with django_assert_num_queries(3):  # whose link, the last notice that asked, servers
        Client().get(where)
