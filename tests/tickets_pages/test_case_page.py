"""The page of a case: what was said, what is owed, what waits for whom."""

from datetime import datetime, timedelta

from hostops.accounts.models import Person
from hostops.clocks.models import Clock
from hostops.lib.now import moved_to
from tests.house import House
from tests.tickets.cases import clock, file, phoned
from tests.tickets_pages.conftest import Browser
from tests.tickets_pages.pages import page, part, text
from tickets.actions import (
    advice_record,
    case_resolve,
    case_wait,
    contact_log,
    coverage_decide,
    message_add,
    severity_set,
)

HOUR = timedelta(hours=1)


def test_conversation_is_shown_oldest_first(house: House, tuesday: datetime, browser: Browser) -> None:
    case = file(house, 3)
    message_add(actor=house.engineer, case=case, body="Which browser?")
    message_add(actor=house.contact, case=case, body="All of them.")
    shown = text(browser(house.contact), case)
    assert shown.index("Nothing loads.") < shown.index("Which browser?") < shown.index("All of them.")


def test_internal_note_says_that_it_is_one(house: House, tuesday: datetime, browser: Browser) -> None:
    case = file(house, 3)
    message_add(actor=house.engineer, case=case, body="They have done it again.", visibility="internal")
    shown = page(browser(house.engineer), case)
    assert "Internal note, never shown to the customer" in shown
    assert "message is-internal" in shown


def test_what_is_owed_leads_to_its_explanation(house: House, tuesday: datetime, browser: Browser) -> None:
    case = file(house, 3)
    shown = page(browser(house.contact), case)
    assert "2026-03-12T00:00:00Z" in shown  # the close of Wednesday in Portland
    assert f'href="/clocks/{clock(case).pk}/"' in shown


def test_times_are_in_the_readers_zone(house: House, tuesday: datetime, browser: Browser) -> None:
    house.contact.timezone = "Europe/Stockholm"
    house.contact.save()
    assert "12 Mar 2026, 01:00 CET" in text(browser(house.contact), file(house, 3))


def test_priority_without_contact_says_whom_to_call(house: House, tuesday: datetime, browser: Browser) -> None:
    case = file(house, 1)
    shown = text(browser(house.contact), case)
    assert "The response time counts from a call or an e-mail (itpdx:4h)" in shown
    assert "+1 503 555 0142" in shown
    assert "support@itpdx.example" in shown
    contact_log(actor=house.engineer, case=case, channel="phone")
    assert "+1 503 555 0142" not in text(browser(house.contact), case)


def test_held_case_says_why_and_its_place_in_line(house: House, tuesday: datetime, browser: Browser) -> None:
    phoned(house, 1)
    first, second = file(house, 2), file(house, 2)
    assert "number 1 in line" in text(browser(house.contact), first)
    shown = text(browser(house.contact), second)
    assert "number 2 in line" in shown
    assert "at most 1 open for Priority Support" in shown
    assert "itpdx:4g" in shown


def test_unregistered_server_says_that_it_waits_for_a_decision(
    house: House, tuesday: datetime, browser: Browser
) -> None:
    case = file(house, 3, server=house.unregistered)
    shown = text(browser(house.contact), case)
    assert "new1 was not registered before the incident" in shown
    assert "decision whether the unregistered server is covered (itpdx:3d)" in shown
    coverage_decide(actor=house.engineer, case=case, decision="covered", clause="itpdx:3d", reason="Out of goodwill.")
    shown = text(browser(house.contact), case)
    assert "waits for" not in shown
    assert "Covered (itpdx:3d). Out of goodwill." in shown


def test_pause_is_shown_while_the_customer_is_asked(house: House, tuesday: datetime, browser: Browser) -> None:
    case = file(house, 3)
    case_wait(actor=house.engineer, case=case, question="Since when?")
    shown = text(browser(house.contact), case)
    assert "Waiting for you" in shown
    assert "We wait for your answer. Engineer asked 10 Mar 2026, 17:00 UTC just now : Since when?" in shown
    assert "Waiting for the customer" in text(browser(house.engineer), case)
    assert "Next news ‖ Paused stands still" in shown


def test_contacts_are_listed(house: House, tuesday: datetime, browser: Browser) -> None:
    case = phoned(house, 1, caller_name="Pat", caller_address="+1 503 555 0199")
    assert "Telephone, 10 Mar 2026, 17:00 UTC just now : Pat (+1 503 555 0199)" in text(browser(house.contact), case)


def test_note_on_a_contact_is_for_staff(house: House, tuesday: datetime, browser: Browser) -> None:
    case = file(house, 1)
    contact_log(actor=house.engineer, case=case, channel="phone", note="Sounded angry.")
    assert "Sounded angry." in text(browser(house.engineer), case)
    assert "Sounded angry." not in text(browser(house.contact), case)


def test_advice_is_listed(house: House, tuesday: datetime, browser: Browser) -> None:
    case = file(house, 3)
    advice_record(actor=house.engineer, case=case, fixed_version="2.4", told="Pat")
    assert "Fixed in 2.4; Pat was told" in text(browser(house.contact), case)


def test_history_says_who_did_what_and_why(house: House, tuesday: datetime, browser: Browser) -> None:
    case = file(house, 3)
    severity_set(actor=house.engineer, case=case, severity=4, reason="verified", note="A question.")
    shown = part(page(browser(house.contact), case), "conversation")
    assert "filed the case" not in shown  # its text stands at the top of the conversation
    assert "Engineer set the severity" in shown
    assert "Severity: Level 3 → Level 4" in shown
    assert "verified: A question." in shown


def test_history_names_people_not_numbers(house: House, tuesday: datetime, browser: Browser) -> None:
    case = file(house, 3)
    browser(house.engineer).post(f"/cases/{case.number}/assign/", {"assignee": house.second_engineer.pk})
    assert "Who has it: Engineer Two" in part(page(browser(house.engineer), case), "conversation")


def test_customer_does_not_learn_of_internal_notes(house: House, tuesday: datetime, browser: Browser) -> None:
    case = file(house, 3)
    message_add(actor=house.engineer, case=case, body="They have done it again.", visibility="internal")
    shown = page(browser(house.contact), case)
    assert "done it again" not in shown
    assert "internal" not in shown.lower()


def test_news_that_came_late_stays_shown(house: House, tuesday: datetime, browser: Browser) -> None:
    case = phoned(house, 1)
    message_add(actor=house.engineer, case=case, body="On it.")
    with moved_to(tuesday + 2 * HOUR):
        message_add(actor=house.engineer, case=case, body="Still on it.")
    progress = Clock.objects.get(subject=case.subject, kind="progress")
    shown = page(browser(house.contact), case)
    assert f"/clocks/{progress.pk}/?cycle=1" in shown


def test_resolved_case_says_how_it_ended(house: House, tuesday: datetime, browser: Browser) -> None:
    case = file(house, 3)
    case_resolve(actor=house.engineer, case=case, body="Nothing helps.", outcome="unresolvable")
    shown = text(browser(house.contact), case)
    assert "Could not be resolved" in shown
    assert "Closes by itself" in shown


def test_lower_case_is_told_of_anothers_outage(
    house: House, neighbour: Person, tuesday: datetime, browser: Browser
) -> None:
    told = "A catastrophic outage at a customer is being worked on first"
    theirs = file(house, 3, actor=neighbour, account=neighbour.account, server=None)
    other_policy = file(house, None, actor=house.stranger, account=house.nordic, server=house.nordic_server)
    outage = phoned(house, 1)
    assert told in text(browser(neighbour), theirs)
    assert told not in text(browser(house.contact), outage)
    assert told not in text(browser(house.contact), file(house, 3))
    assert told not in text(browser(house.stranger), other_policy)


def test_long_conversation_shows_its_end_and_the_rest_when_asked(
    house: House, tuesday: datetime, browser: Browser
) -> None:
    case = file(house, 3)
    case.messages.bulk_create(
        case.messages.model(
            case=case, from_name="Monitor", channel="api", visibility="public", body=f"beat {number};", sent_at=tuesday
        )
        for number in range(102)
    )
    shown = text(browser(house.contact), case)
    assert "beat 1;" not in shown
    assert "beat 101;" in shown
    assert "beat 1;" in text(browser(house.contact), case, messages="all")


def test_markup_from_strangers_is_shown_as_text(house: House, tuesday: datetime, browser: Browser) -> None:
    case = file(house, 3, title="<script>alert(1)</script>", description="<img src=x onerror=alert(1)>")
    shown = page(browser(house.engineer), case)
    assert "<script>alert" not in shown
    assert "<img src=x" not in shown
