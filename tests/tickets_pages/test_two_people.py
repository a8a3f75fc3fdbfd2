"""Two people at one case: the second is told what the first did, and loses nothing of what was typed."""

import re
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.house import House
from tests.tickets.cases import file
from tests.tickets_pages.conftest import Browser
from tests.tickets_pages.pages import address, page, words
from tickets.actions import case_assign, message_add, severity_set
from tickets.models import Case, Message


def version_in(html: str) -> str:
    found = re.search(r'name="version" value="(\d+)"', html)
    assert found
    return found[1]


def send(client: Client, case: Case, act: str, **typed: Any) -> Any:
    return client.post(address(case, act), typed)


def test_second_is_told_what_changed_and_overwrites_nothing(house: House, tuesday: datetime, browser: Browser) -> None:
    case = file(house, 3)
    mine = browser(house.engineer)
    read = version_in(page(mine, case))
    severity_set(actor=house.second_engineer, case=case, severity=4, reason="verified", note="A question only.")
    answer = send(mine, case, "severity", version=read, severity=2, reason="raised", note="They call every minute.")
    shown = words(answer.content.decode())
    assert answer.status_code == 412
    assert "Engineer Two set the severity" in shown
    assert "Severity: Level 3 → Level 4" in shown
    assert "They call every minute." in shown
    assert Case.objects.get().severity == 4


def test_sent_again_after_reading_it_goes_through(house: House, tuesday: datetime, browser: Browser) -> None:
    case = file(house, 3)
    mine = browser(house.engineer)
    read = version_in(page(mine, case))
    case_assign(actor=house.second_engineer, case=case, assignee=house.second_engineer)
    refused = send(mine, case, "reply", version=read, body="On it.")
    assert refused.status_code == 412
    assert "Who has it: Engineer Two" in words(refused.content.decode())
    assert not Message.objects.exists()
    again = send(mine, case, "reply", version=version_in(refused.content.decode()), body="On it.")
    assert again.status_code == 302
    assert Message.objects.get().body == "On it."


def test_the_form_of_a_refused_reply_stays_where_it_was(house: House, tuesday: datetime, browser: Browser) -> None:
    case = file(house, 3)
    message_add(actor=house.second_engineer, case=case, body="I have it.")
    html = send(browser(house.engineer), case, "reply", version=1, body="No, I have.").content.decode()
    assert html.count('id="act-reply"') == 1
    assert html.index("I have it.") < html.index('id="act-reply"') < html.index("No, I have.")


def test_internal_note_in_the_meantime_does_not_stop_a_customer(
    house: House, tuesday: datetime, browser: Browser
) -> None:
    case = file(house, 3)
    read = version_in(page(browser(house.contact), case))
    message_add(actor=house.engineer, case=case, body="Hm.", visibility="internal")
    log = SimpleUploadedFile("a.log", b"one line")
    answer = send(browser(house.contact), case, "reply", version=read, body="Any news?", attachments=log)
    assert answer.status_code == 302
    assert Message.objects.get(body="Any news?").attachments.get().size == len(b"one line")


def test_internal_note_in_the_meantime_stops_staff(house: House, tuesday: datetime, browser: Browser) -> None:
    case = file(house, 3)
    message_add(actor=house.second_engineer, case=case, body="Hm.", visibility="internal")
    answer = send(browser(house.engineer), case, "reply", version=1, body="All well.")
    assert answer.status_code == 412
    assert "Engineer Two wrote an internal note" in words(answer.content.decode())


def test_htmx_gets_the_form_alone_with_what_changed(house: House, tuesday: datetime, browser: Browser) -> None:
    case = file(house, 3)
    message_add(actor=house.second_engineer, case=case, body="I have it.")
    given = {"version": 1, "body": "Mine."}
    answer = browser(house.engineer).post(address(case, "reply"), given, headers={"HX-Request": "true"})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Engineer Two replied" in words(shown)
    assert "Mine." in shown
    assert "<html" not in shown
    assert "Conversation" not in shown


def test_take_it_is_refused_to_the_second(house: House, tuesday: datetime, browser: Browser) -> None:
    case = file(house, 3)
    client = browser(house.engineer)
    read = version_in(page(client, case))
    case_assign(actor=house.second_engineer, case=case, assignee=house.second_engineer)
    assert send(client, case, "assign", version=read, assignee=house.engineer.pk).status_code == 412
    assert Case.objects.get().assignee == house.second_engineer
