"""A form opens with what was half written in it, says from when that is, and forgets it when it is sent."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from hostops.lib.now import moved_to
from tests.browsing import HTMX
from tests.house import House, contract
from tests.tickets.cases import file
from tests.tickets_pages.conftest import Browser
from tests.tickets_pages.pages import address, page, text
from tests.tickets_pages.test_file_page import send
from tickets.actions import case_file, draft_save
from tickets.models import Case, Draft

FIVE = timedelta(minutes=5)


@pytest.fixture
def half(house: House, tuesday: datetime) -> Draft:
    """A case of the contact's, half written five minutes ago."""
    fields = {
        "subject": ["Shop is <slow>"],
        "description": ["Since ten\nit"],
        "server": [str(house.server.pk)],
        "ask_1": ["no"],
        "requested_severity": ["3"],
        "checked": ["The site was also tried from another network", "Our router and internet connection were checked"],
    }
    with moved_to(tuesday - FIVE):
        return draft_save(actor=house.contact, place="new", fields=fields)


def test_the_form_opens_with_it(house: House, half: Draft, browser: Browser) -> None:
    shown = page(browser(house.contact), "/cases/new/")
    assert "Shop is &lt;slow&gt;" in shown
    assert "Since ten\nit</textarea>" in shown
    assert f'<option value="{house.server.pk}" selected>' in shown
    assert 'name="ask_1" value="no" data-leads="" checked' in shown
    assert 'value="3" class="form-check-input" id="id_requested_severity_2" checked' in shown
    assert shown.count('name="checked"') == 3
    assert shown.split('id="div_id_checked"')[1].split('id="div_id_checked_locally"')[0].count(" checked") >= 2
    assert "Draft from 10 Mar 2026, 16:55 UTC 5 min ago . Discard" in text(browser(house.contact), "/cases/new/")


def test_it_opens_with_the_promises_of_its_server(house: House, tuesday: datetime, browser: Browser) -> None:
    """Of the account's two contracts: what another promises would be a promise that nobody made."""
    house.unregistered.contract = contract(house.harbor, house.nordic_contract.bindings.get().version)
    house.unregistered.save()
    fields = {"subject": ["Shop is slow"], "server": [str(house.unregistered.pk)]}
    draft_save(actor=house.contact, place="new", fields=fields)

    def told(query: str) -> str:
        shown = page(browser(house.contact), f"/cases/new/{query}").partition('id="levels"')[2]
        return shown.partition('name="attachments"')[0]

    assert told("") == told(f"?server={house.unregistered.pk}")
    assert told("") != told("?server=")


def test_no_one_elses_form_does(house: House, half: Draft, browser: Browser) -> None:
    for other in (house.holder, house.stranger):
        assert "Shop is" not in page(browser(other), "/cases/new/")
    assert "Shop is" not in page(browser(house.engineer), "/cases/new/?account=harbor")


def test_a_form_without_one_says_nothing_of_drafts(house: House, tuesday: datetime, browser: Browser) -> None:
    shown = page(browser(house.contact), "/cases/new/")
    assert 'data-draft="new" data-person="harbor-contact"' in shown
    assert "Discard" not in shown


def test_the_enter_key_discards_nothing(house: House, half: Draft, browser: Browser) -> None:
    """The button stands in a form of its own: the first one of a form is what enter presses."""
    shown = page(browser(house.contact), "/cases/new/")
    assert shown.index("Discard") < shown.index("hx-post=")


def test_it_is_gone_once_the_case_is_filed(house: House, half: Draft, browser: Browser) -> None:
    send(browser(house.contact))
    assert Case.objects.count() == 1
    assert Draft.objects.get().fields == {}
    assert "Shop is" not in page(browser(house.contact), "/cases/new/")


def test_it_stays_when_the_form_is_refused(house: House, half: Draft, browser: Browser) -> None:
    answer = send(browser(house.contact), subject="", description="Longer.").content.decode()
    assert "Longer." in answer  # what was sent, not what was kept
    assert "data-unsaved" in answer
    assert Draft.objects.get().fields == half.fields


def test_it_stays_when_the_action_refuses(house: House, half: Draft, browser: Browser) -> None:
    send(browser(house.contact), requested_severity="1", software=house.limited.pk)
    assert not Case.objects.exists()
    assert Draft.objects.get().fields == half.fields


def test_a_case_filed_by_a_program_leaves_it(house: House, half: Draft) -> None:
    case_file(actor=house.contact, account=house.harbor, title="a", description="b", requested_severity=3)
    assert Draft.objects.get().fields == half.fields


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_discard(house: House, half: Draft, browser: Browser, headers: dict[str, str]) -> None:
    answer = browser(house.contact).post("/drafts/", {"place": "new", "discard": "1"}, headers=headers)
    assert answer.get("Location" if not headers else "HX-Redirect") == "/cases/new/"
    assert "Shop is" not in page(browser(house.contact), "/cases/new/")


def test_discarding_what_is_no_place_is_refused(house: House, browser: Browser) -> None:
    answer = browser(house.contact).post("/drafts/", {"place": "//evil.example", "discard": "1"})
    assert answer.status_code == 400


def test_staff_have_one_for_each_account(house: House, tuesday: datetime, browser: Browser) -> None:
    draft_save(actor=house.engineer, place="new:harbor", fields={"subject": ["A call"], "channel": ["email"]})
    client = browser(house.engineer)
    assert "A call" in page(client, "/cases/new/?account=harbor")
    assert '<option value="email" selected>' in page(client, "/cases/new/?account=harbor")
    assert "A call" not in page(client, "/cases/new/?account=nordic")
    send(client, "/cases/new/?account=nordic", channel="phone", requested_severity="")
    assert "A call" in page(client, "/cases/new/?account=harbor")
    answer = client.post("/drafts/", {"place": "new:harbor", "discard": "1"})
    assert answer["Location"] == "/cases/new/?account=harbor"


def test_a_reply_and_a_note_have_their_own(house: House, tuesday: datetime, browser: Browser) -> None:
    case, client = file(house, 3), browser(house.engineer)
    draft_save(actor=house.engineer, place=f"reply:{case.number}", fields={"body": ["Could you"]})
    draft_save(actor=house.engineer, place=f"note:{case.number}", fields={"body": ["They again"]})
    shown = page(client, case)
    assert "Could you</textarea>" in shown
    assert "They again" not in shown
    note = client.get(address(case, "note"), headers=HTMX).content.decode()
    assert "They again</textarea>" in note
    assert "Draft from" in note
    client.post(address(case, "note"), {"body": "They again did it."})
    assert "Could you</textarea>" in page(client, case)
    client.post(address(case, "reply"), {"body": "Could you look?"})
    assert "Could you</textarea>" not in page(client, case)
    assert [draft.fields for draft in Draft.objects.all()] == [{}, {}]


def test_a_reply_that_crossed_anothers_stays_kept(house: House, tuesday: datetime, browser: Browser) -> None:
    case, client = file(house, 3), browser(house.engineer)
    draft_save(actor=house.engineer, place=f"reply:{case.number}", fields={"body": ["Could you"]})
    browser(house.contact).post(address(case, "reply"), {"body": "And now?"})
    answer: Any = client.post(address(case, "reply"), {"body": "Could you look?", "version": case.version})
    assert "Since you read it" in answer.content.decode()
    assert Draft.objects.get(person=house.engineer).fields == {"body": ["Could you"]}
