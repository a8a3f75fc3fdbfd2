"""Filing a case in the browser: what the form tells beforehand, what it keeps, what happens next."""

from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hostops.accounts.models import Account
from tests.house import House
from tests.tickets.cases import phoned
from tests.tickets_pages.conftest import Browser
from tests.tickets_pages.pages import address, page, text, words
from tickets.models import Attachment, Case, Contact

FILLED = {"subject": "Shop is slow", "description": "Since noon.", "requested_severity": "3"}


def send(client: Client, where: str = "/cases/new/", **more: Any) -> Any:
    return client.post(where, FILLED | more)


def test_each_level_comes_with_its_definition_and_what_is_promised(
    house: House, tuesday: datetime, browser: Browser
) -> None:
    shown = text(browser(house.contact), "/cases/new/")
    assert "A catastrophic production problem" in shown
    assert "Level 1 Response by 17:15 UTC today if you call or write now A catastrophic" in shown
    assert "Response within 15 minutes, counted day and night, from a call or an e-mail on." in shown
    assert "Level 3 Response by Thu 12 Mar, 00:00 UTC A medium-to-low impact problem" in shown
    assert "Response by the close of the next business day." in shown
    assert "Level 4 Response by Tue 17 Mar, 17:00 UTC A general usage question" in shown


def test_level_whose_place_is_taken_says_so(house: House, tuesday: datetime, browser: Browser) -> None:
    assert "place for it is taken" not in text(browser(house.contact), "/cases/new/")
    phoned(house, 1)
    assert text(browser(house.contact), "/cases/new/").count("place for it is taken") == 2  # Levels 1 and 2 share one


def test_policy_without_severities_asks_for_none(house: House, tuesday: datetime, browser: Browser) -> None:
    shown = page(browser(house.stranger), "/cases/new/")
    assert "requested_severity" not in shown
    assert "Every case is a service request, without a severity" in words(shown)
    # Tuesday 18:00 in Stockholm; four business hours end on Wednesday at noon
    assert "by 11:00 UTC tomorrow for a case that is received now" in words(shown)
    send(browser(house.stranger))
    assert Case.objects.get().severity is None


def test_filing_leads_to_the_case(house: House, tuesday: datetime, browser: Browser) -> None:
    answer = send(browser(house.contact), server=house.server.pk, software=house.shop.pk)
    case = Case.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"{address(case)}?filed=1")
    assert (case.title, case.severity, case.channel, case.reporter) == ("Shop is slow", 3, "portal", house.contact)
    assert (case.server, case.software, case.account) == (house.server, house.shop, house.harbor)


def test_priority_case_is_told_to_call(house: House, tuesday: datetime, browser: Browser) -> None:
    shown = browser(house.contact).post("/cases/new/", FILLED | {"requested_severity": "1"}, follow=True)
    assert "+1 503 555 0142" in shown.content.decode()


def test_wrong_field_keeps_what_was_typed(house: House, tuesday: datetime, browser: Browser) -> None:
    answer = send(browser(house.contact), subject="", description="A long story.")
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "Say in one line what is wrong." in shown
    assert "A long story." in shown
    assert 'value="3"' in shown[shown.index("checked") - 400 : shown.index("checked")]
    assert not Case.objects.exists()


def test_what_the_action_refuses_stands_at_its_field(house: House, tuesday: datetime, browser: Browser) -> None:
    answer = send(browser(house.contact), requested_severity="1", software=house.limited.pk)
    field = answer.content.decode().split('id="div_id_requested_severity"')[1].split('id="div_id_checked"')[0]
    assert "Level 3 at the most (itpdx:2a)" in words(field)


def test_outage_question_is_asked_and_its_answer_kept(house: House, tuesday: datetime, browser: Browser) -> None:
    client = browser(house.contact)
    question = "What have you checked to make sure that the outage is not in your own network?"
    assert question in text(client, "/cases/new/")
    checked = "Our router and internet connection were checked"
    send(client, requested_severity="1", checked=[checked], checked_locally="The light is green.")
    assert Case.objects.get().checked_locally == f"{checked}\nThe light is green."


def test_servers_are_ones_own_and_unregistered_ones_are_marked(
    house: House, tuesday: datetime, browser: Browser
) -> None:
    shown = page(browser(house.contact), "/cases/new/")
    assert "web1" in shown
    assert "new1 (not registered" in shown
    assert "erp1" not in shown


def test_foreign_server_is_no_choice(house: House, tuesday: datetime, browser: Browser) -> None:
    answer = send(browser(house.contact), server=house.nordic_server.pk)
    assert "Select a valid choice" in answer.content.decode()
    assert not Case.objects.exists()


def test_several_files_come_with_the_case(house: House, tuesday: datetime, browser: Browser) -> None:
    files = [SimpleUploadedFile("a.log", b"one"), SimpleUploadedFile("b.log", b"two")]
    send(browser(house.contact), attachments=files)
    assert list(Attachment.objects.values_list("filename", flat=True)) == ["a.log", "b.log"]


def test_too_large_a_file_is_told_at_the_field_and_must_be_chosen_again(
    house: House, tuesday: datetime, browser: Browser, settings: Any
) -> None:
    settings.ATTACHMENT_MAX_BYTES = 1024 * 1024
    answer = send(browser(house.contact), attachments=SimpleUploadedFile("core.dump", b"x" * (1024 * 1024 + 1)))
    shown = words(answer.content.decode())
    assert "core.dump: larger than 1 MB." in shown
    assert "Choose your files again" in shown
    assert not Case.objects.exists()


def test_viewer_may_not_file(house: House, tuesday: datetime, browser: Browser) -> None:
    assert browser(house.viewer).get("/cases/new/").status_code == 403
    assert send(browser(house.viewer)).status_code == 403
    assert not Case.objects.exists()


def test_staff_say_first_for_whom(house: House, tuesday: datetime, browser: Browser) -> None:
    client = browser(house.engineer)
    assert "Account" in text(client, "/cases/new/")
    assert "There is no such account." in text(client, "/cases/new/", account="nobody")
    assert "For Harbor ." in text(client, "/cases/new/", account="harbor")
    assert "For Harbor ." in text(client, "/cases/new/", account="HARBOR ")


def test_staff_log_a_call(house: House, tuesday: datetime, browser: Browser) -> None:
    send(
        browser(house.engineer),
        "/cases/new/?account=harbor",
        requested_severity="1",
        channel="phone",
        reporter=house.holder.pk,
        caller_name="Pat",
        caller_address="+1 503 555 0199",
        received_at="2026-03-10T16:50",
        received_reason="The telephone came before the portal.",
    )
    case, contact = Case.objects.get(), Contact.objects.get()
    assert case.reporter == house.holder
    assert case.received_at == datetime.fromisoformat("2026-03-10T16:50:00Z")
    assert (contact.caller_name, contact.caller_address, contact.at) == ("Pat", "+1 503 555 0199", case.received_at)
    assert case.next_due == datetime.fromisoformat("2026-03-10T17:05:00Z")


def test_receipt_is_read_in_the_readers_zone(house: House, tuesday: datetime, browser: Browser) -> None:
    house.engineer.timezone = "Europe/Stockholm"
    house.engineer.save()
    earlier = {"channel": "email", "received_at": "2026-03-10T17:50", "received_reason": "Night."}
    send(browser(house.engineer), "/cases/new/?account=harbor", **earlier)
    assert Case.objects.get().received_at == datetime.fromisoformat("2026-03-10T16:50:00Z")


def test_receipt_in_the_past_needs_its_reason_at_the_field(house: House, tuesday: datetime, browser: Browser) -> None:
    given = {"channel": "phone", "received_at": "2026-03-10T16:50"}
    answer = send(browser(house.engineer), "/cases/new/?account=harbor", **given)
    assert "Say why the receipt lies in the past." in answer.content.decode()


def test_account_without_a_policy_says_that_nothing_is_promised(
    house: House, tuesday: datetime, browser: Browser
) -> None:
    Account.objects.create(slug="bare", name="Bare")
    client = browser(house.engineer)
    assert "no response time is promised" in text(client, "/cases/new/", account="bare")
    send(client, "/cases/new/?account=bare", channel="phone")
    assert "nothing has a due time" in text(client, Case.objects.get())
