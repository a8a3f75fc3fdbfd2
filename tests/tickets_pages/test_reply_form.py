"""Replying to a case, and writing an internal note."""

from datetime import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.house import House
from tests.tickets.cases import file, state
from tests.tickets_pages.conftest import Browser
from tests.tickets_pages.pages import address, page, text, words
from tickets.actions import case_close, case_resolve, case_wait
from tickets.models import Attachment, Case, Message


def test_reply_is_a_public_message_and_leads_back_to_the_case(
    house: House, tuesday: datetime, browser: Browser
) -> None:
    case = file(house, 3)
    answer = browser(house.engineer).post(address(case, "reply"), {"body": "We look into it."}, follow=True)
    assert answer.redirect_chain == [(address(case), 302)]
    assert "Your reply is on record." in answer.content.decode()
    assert Message.objects.get().visibility == "public"
    assert state(case) == "met"


def test_customers_answer_ends_the_waiting(house: House, tuesday: datetime, browser: Browser) -> None:
    case = file(house, 3)
    case_wait(actor=house.engineer, case=case, question="Since when?")
    browser(house.contact).post(address(case, "reply"), {"body": "Since noon."})
    assert Case.objects.get().state == "open"


def test_empty_reply_is_told_at_its_field(house: House, tuesday: datetime, browser: Browser) -> None:
    case = file(house, 3)
    answer = browser(house.engineer).post(address(case, "reply"), {"body": "  "})
    shown = answer.content.decode()
    assert "Write something here." in shown.split('id="div_reply_body"')[1].split('id="div_reply_attachments"')[0]
    assert shown.count('id="act-reply"') == 1


def test_note_is_internal(house: House, tuesday: datetime, browser: Browser) -> None:
    case = file(house, 3)
    browser(house.planner).post(address(case, "note"), {"body": "Window on Sunday."})
    assert Message.objects.get().visibility == "internal"
    assert state(case) == "running"


def test_files_come_along(house: House, tuesday: datetime, browser: Browser) -> None:
    case = file(house, 3)
    files = [SimpleUploadedFile("a.log", b"one"), SimpleUploadedFile("b.log", b"two")]
    browser(house.contact).post(address(case, "reply"), {"body": "Logs.", "attachments": files})
    assert list(Attachment.objects.values_list("filename", flat=True)) == ["a.log", "b.log"]
    assert f"{address(case)}attachments/{Attachment.objects.first().pk}/" in page(browser(house.contact), case)  # type: ignore[union-attr]


def test_more_files_than_allowed_are_told_at_the_field(
    house: House, tuesday: datetime, browser: Browser, settings: Any
) -> None:
    settings.ATTACHMENT_MAX_COUNT = 1
    case = file(house, 3)
    files = [SimpleUploadedFile("a.log", b"one"), SimpleUploadedFile("b.log", b"two")]
    answer = browser(house.contact).post(address(case, "reply"), {"body": "Logs.", "attachments": files})
    shown = words(answer.content.decode())
    assert "At most 1 files at once" in shown
    assert "Choose your files again" in shown
    assert "Logs." in shown
    assert not Message.objects.exists()


def test_form_is_shown_to_those_who_may_reply(house: House, tuesday: datetime, browser: Browser) -> None:
    case = file(house, 3)
    for person, may in [(house.contact, True), (house.engineer, True), (house.viewer, False), (house.planner, False)]:
        assert ("Your reply" in text(browser(person), case)) is may


@pytest.mark.parametrize("who", ["viewer", "planner"])
def test_who_may_not_reply_is_refused(house: House, tuesday: datetime, browser: Browser, who: str) -> None:
    case = file(house, 3)
    assert browser(getattr(house, who)).post(address(case, "reply"), {"body": "Hello."}).status_code == 403
    assert not Message.objects.exists()


def test_closed_case_takes_no_reply_and_keeps_what_was_typed(house: House, tuesday: datetime, browser: Browser) -> None:
    case = file(house, 3)
    case_resolve(actor=house.engineer, case=case, body="Done.")
    case_close(actor=house.engineer, case=case)
    client = browser(house.contact)
    assert "Your reply" not in text(client, case)
    answer = client.post(address(case, "reply"), {"body": "It is back."})
    assert answer.status_code == 409
    assert "reply is not possible" in words(answer.content.decode())
    assert "It is back." in answer.content.decode()


def test_htmx_success_leads_to_the_case(house: House, tuesday: datetime, browser: Browser) -> None:
    case = file(house, 3)
    answer = browser(house.contact).post(address(case, "reply"), {"body": "Hi."}, headers={"HX-Request": "true"})
    assert answer["HX-Redirect"] == address(case)
