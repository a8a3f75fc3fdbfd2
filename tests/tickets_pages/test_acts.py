"""The verbs on a case: who is offered which, what each does, where its errors stand."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import Model

from hostops.clocks.models import Attribution, Clock
from hostops.lib.now import moved_to
from hostops.subjects.models import Subject
from tests.house import House
from tests.tickets.cases import clock, due, file, phoned, state
from tests.tickets_pages.conftest import Browser
from tests.tickets_pages.pages import address, offers, page, part, words
from tickets.actions import advice_record, case_resolve, case_wait, message_add
from tickets.models import Advice, Case, Contact

MINUTE = timedelta(minutes=1)


def done(browser: Browser, person: Any, case: Case, act: str, **typed: Any) -> Case:
    """Send the form; it must have gone through."""
    answer = browser(person).post(address(case, act), typed)
    assert answer.status_code == 302, words(answer.content.decode())[:2000]
    return Case.objects.get(pk=case.pk)


def refused(browser: Browser, person: Any, case: Case, act: str, **typed: Any) -> str:
    """Send the form; it must come back. Its text."""
    answer = browser(person).post(address(case, act), typed)
    assert answer.status_code in (200, 409), answer.status_code
    assert f'id="act-{act}"' in answer.content.decode()
    return words(answer.content.decode())


def test_offered_is_what_state_and_role_allow(house: House, tuesday: datetime, browser: Browser) -> None:
    case = file(house, 3)
    every = ["assign", "severity", "wait", "workaround", "resolve", "contact", "coverage", "advice"]
    every += ["tags", "copy", "link", "merge"]
    shown = page(browser(house.engineer), case)
    assert offers(shown) == every
    assert "Reply to the customer Note for staff only" in words(shown)
    assert offers(page(browser(house.contact), case)) == ["resolve", "copy"]
    assert offers(page(browser(house.viewer), case)) == []
    assert offers(page(browser(house.planner), case)) == ["note", "tags", "copy", "link"]
    case_resolve(actor=house.engineer, case=case, body="Done.")
    ended = ["assign", "close", "reopen", "advice", "tags", "copy", "link"]
    assert offers(page(browser(house.engineer), case)) == ended
    assert offers(page(browser(house.contact), case)) == ["reopen", "rate", "copy"]


def test_policy_without_severities_and_grounds_offers_neither(
    house: House, tuesday: datetime, browser: Browser
) -> None:
    case = file(house, None, actor=house.stranger, account=house.nordic, server=house.nordic_server)
    found = offers(page(browser(house.engineer), case))
    assert "severity" not in found
    assert "coverage" not in found
    for act in ("severity", "coverage"):
        assert browser(house.engineer).get(address(case, act)).status_code == 409
        assert browser(house.engineer).post(address(case, act), {}).status_code == 409


def test_form_opens_in_the_cases_page_or_alone_by_htmx(house: House, tuesday: datetime, browser: Browser) -> None:
    case = file(house, 3)
    shown = page(browser(house.engineer), address(case, "wait"))
    assert "Conversation" in shown
    assert 'id="act-wait"' in shown
    alone = browser(house.engineer).get(address(case, "wait"), headers={"HX-Request": "true"}).content.decode()
    assert 'id="act-wait"' in alone
    assert "Conversation" not in alone


def test_what_is_not_possible_now_is_not_opened(house: House, tuesday: datetime, browser: Browser) -> None:
    case = file(house, 3)
    assert browser(house.engineer).get(address(case, "close")).status_code == 409


@pytest.mark.parametrize(
    "act", ["assign", "severity", "wait", "workaround", "contact", "coverage", "admit", "advice", "note"]
)
def test_customer_may_not_do_what_is_for_staff(house: House, tuesday: datetime, browser: Browser, act: str) -> None:
    case = file(house, 3)
    assert browser(house.contact).get(address(case, act)).status_code == 403
    assert browser(house.contact).post(address(case, act), {"body": "x", "reason": "x"}).status_code == 403


def test_take_it(house: House, tuesday: datetime, browser: Browser) -> None:
    case = file(house, 3)
    assert "Take it" in page(browser(house.engineer), case)
    assert (
        done(browser, house.engineer, case, "assign", version=1, assignee=house.engineer.pk).assignee == house.engineer
    )
    assert "Take it" not in page(browser(house.engineer), case)
    assert "Take it" in page(browser(house.second_engineer), case)


def test_assign_to_nobody_and_not_to_a_planner(house: House, tuesday: datetime, browser: Browser) -> None:
    case = file(house, 3)
    done(browser, house.engineer, case, "assign", assignee=house.manager.pk)
    assert done(browser, house.engineer, case, "assign", assignee="").assignee is None
    assert "Select a valid choice" in refused(browser, house.engineer, case, "assign", assignee=house.planner.pk)


def test_severity_is_set_for_a_reason_of_the_policy(house: House, tuesday: datetime, browser: Browser) -> None:
    case = phoned(house, 2)
    offered = page(browser(house.engineer), address(case, "severity"))
    assert "core_restored" in offered
    assert "customer_unavailable" not in offered  # from Level 1 alone
    lowered = done(browser, house.engineer, case, "severity", severity=3, reason="core_restored", note="Login works.")
    assert (lowered.severity, lowered.severity_verified) == (3, True)


def test_severity_needs_its_evidence_at_the_field(house: House, tuesday: datetime, browser: Browser) -> None:
    case = file(house, 3)
    shown = refused(browser, house.engineer, case, "severity", severity=4, reason="information_withheld")
    assert "This reason needs evidence in words." in shown


def test_raise_into_a_taken_place_needs_its_reason(house: House, tuesday: datetime, browser: Browser) -> None:
    phoned(house, 1)
    case = file(house, 3)
    typed = {"severity": 2, "reason": "raised", "note": "They lose orders."}
    assert "override_reason" in refused(browser, house.engineer, case, "severity", **typed)
    raised = done(browser, house.engineer, case, "severity", **typed, override_reason="Asked by their chief.")
    assert (raised.severity, raised.over_cap) == (2, True)


def test_wait_and_resume(house: House, tuesday: datetime, browser: Browser) -> None:
    case = file(house, 3)
    assert done(browser, house.engineer, case, "wait", question="Since when?").state == "waiting"
    assert state(case, "progress") == "paused"
    assert "Since when?" in words(page(browser(house.contact), case))
    assert done(browser, house.engineer, case, "resume", reason="They called.").state == "open"


def test_workaround(house: House, tuesday: datetime, browser: Browser) -> None:
    assert done(browser, house.engineer, file(house, 3), "workaround", body="Use the other form.").state == "workaround"


def test_resolve_with_an_outcome(house: House, tuesday: datetime, browser: Browser) -> None:
    case = file(house, 3)
    assert "Write something here." in refused(browser, house.engineer, case, "resolve", outcome="unresolvable", body="")
    ended = done(browser, house.engineer, case, "resolve", outcome="unresolvable", body="The vendor gave it up.")
    assert (ended.state, ended.outcome) == ("resolved", "unresolvable")


def test_customer_resolves_or_withdraws_without_words(house: House, tuesday: datetime, browser: Browser) -> None:
    case = file(house, 3)
    assert "unresolvable" not in page(browser(house.contact), address(case, "resolve"))
    assert done(browser, house.contact, case, "resolve", outcome="withdrawn").outcome == "withdrawn"


def test_close_and_reopen(house: House, tuesday: datetime, browser: Browser) -> None:
    case = file(house, 3)
    case_resolve(actor=house.engineer, case=case, body="Done.")
    assert done(browser, house.engineer, case, "close").state == "closed"
    assert "Write something here." in refused(browser, house.contact, case, "reopen", reason="")
    assert done(browser, house.contact, case, "reopen", reason="It is back.").state == "open"


def test_contact_starts_a_priority_clock(house: House, tuesday: datetime, browser: Browser) -> None:
    case = file(house, 1)
    with moved_to(tuesday + 10 * MINUTE):
        given = {
            "channel": "phone",
            "at": "2026-03-10T17:05",
            "caller_name": "Pat",
            "caller_address": "+1 503 555 0199",
        }
        done(browser, house.engineer, case, "contact", **given)
    assert due(case) == tuesday + 20 * MINUTE
    contact = Contact.objects.get()
    assert (contact.caller_name, contact.answered) == ("Pat", False)


def test_contact_in_the_future_is_told_at_its_field(house: House, tuesday: datetime, browser: Browser) -> None:
    case = file(house, 1)
    for at in ("2026-03-11T17:00", "0001-01-01T00:00", "yesterday"):
        refused(browser, house.engineer, case, "contact", channel="phone", at=at)
    assert not Contact.objects.exists()


def test_contact_answered_is_the_response(house: House, tuesday: datetime, browser: Browser) -> None:
    case = file(house, 1)
    done(browser, house.engineer, case, "contact", channel="phone", answered="on")
    assert state(case) == "met"


def test_coverage_rests_on_a_ground_of_the_policy(house: House, tuesday: datetime, browser: Browser) -> None:
    case = file(house, 3, server=house.unregistered)
    decided = done(
        browser, house.engineer, case, "coverage", ground="unregistered_server", reason="It was not registered."
    )
    assert (decided.coverage, decided.coverage_clause) == ("withheld", "itpdx:3d")


def test_withholding_for_a_fix_points_to_the_advice(house: House, tuesday: datetime, browser: Browser) -> None:
    with moved_to(tuesday - 60 * 24 * MINUTE):
        earlier = file(house, 3)
        advice_record(actor=house.engineer, case=earlier, fixed_version="2.4", told="Pat")
    case = file(house, 3)
    typed = {"ground": "fix_not_installed", "reason": "2.4 was not installed."}
    assert "Point to the advice" in refused(browser, house.engineer, case, "coverage", **typed)
    decided = done(browser, house.engineer, case, "coverage", **typed, advice=Advice.objects.get().pk)
    assert decided.coverage == "withheld"


def test_advice_is_recorded(house: House, tuesday: datetime, browser: Browser) -> None:
    case = file(house, 3)
    done(browser, house.engineer, case, "advice", fixed_version="2.4", told="Pat", told_at="2026-03-10T16:00")
    advice = Advice.objects.get()
    assert (advice.fixed_version, advice.told, advice.told_at) == ("2.4", "Pat", tuesday - 60 * MINUTE)


def test_admit_takes_a_held_case_in(house: House, tuesday: datetime, browser: Browser) -> None:
    phoned(house, 1)
    case = phoned(house, 2)
    assert "admit" in offers(page(browser(house.engineer), case))
    admitted = done(browser, house.engineer, case, "admit", reason="Both are one outage.")
    assert (admitted.state, admitted.over_cap) == ("new", True)


def test_breach_is_put_down_to_its_cause_by_a_manager(house: House, tuesday: datetime, browser: Browser) -> None:
    case = phoned(house, 1)
    with moved_to(tuesday + 20 * MINUTE):
        assert "attribute" not in offers(page(browser(house.engineer), case))
        assert "attribute" in offers(page(browser(house.manager), case))
        given = {"breach": f"{clock(case).pk}-1", "cause": "customer", "clause": "itpdx:5a", "reason": "No access."}
        done(browser, house.manager, case, "attribute", **given)
        assert Attribution.objects.get().cause == "customer"
        shown = page(browser(house.contact), case)
        assert "put down to customer (itpdx:5a): No access." in words(shown)
        assert "put down a breach to its cause" in part(shown, "conversation")
        assert "attribute" not in offers(page(browser(house.manager), case))


def next_id(model: type[Model], value: int) -> None:
    """Let the next row of the table have this id."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [model._meta.db_table, value - 1])


def test_attribution_stands_in_no_other_cases_history(house: House, tuesday: datetime, browser: Browser) -> None:
    next_id(Subject, 900_001)
    case = phoned(house, 1)
    next_id(Case, case.subject_id)
    other = file(house, 3)
    assert other.pk == case.subject_id
    with moved_to(tuesday + 20 * MINUTE):
        given = {"breach": f"{clock(case).pk}-1", "cause": "customer", "reason": "No access."}
        done(browser, house.manager, case, "attribute", **given)
    assert "put down a breach" not in part(page(browser(house.engineer), other), "conversation")


def test_breach_of_an_earlier_cycle_can_be_attributed(house: House, tuesday: datetime, browser: Browser) -> None:
    case = phoned(house, 1)
    message_add(actor=house.engineer, case=case, body="On it.")
    with moved_to(tuesday + 90 * MINUTE):
        message_add(actor=house.engineer, case=case, body="Still on it.")
        progress = Clock.objects.get(subject=case.subject, kind="progress")
        given = {"breach": f"{progress.pk}-1", "cause": "third_party", "reason": "The line was cut."}
        done(browser, house.manager, case, "attribute", **given)
    assert Attribution.objects.get().cycle == 1


def test_impossible_step_comes_back_with_what_was_typed(house: House, tuesday: datetime, browser: Browser) -> None:
    case = file(house, 3)
    case_wait(actor=house.engineer, case=case, question="Since when?")
    shown = refused(browser, house.engineer, case, "wait", question="And where?")
    assert "And where?" in shown
    assert "wait is not possible" in shown
