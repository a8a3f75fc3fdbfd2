"""The page of a clock: rule, spans and sums, so that its reader can check it by hand."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hostops.clocks.attribution import breach_attribute
from hostops.clocks.models import Clock
from hostops.clocks.telling import reason, spans_with_totals
from hostops.lib.now import moved_to
from tests.browsing import browser_of, text_of
from tests.house import House
from tests.tickets.cases import clock, file, phoned
from tickets.actions import case_reopen, case_resolve, case_wait, message_add, severity_set

MINUTE = timedelta(minutes=1)


def seen(house: House, of: Clock, who: str = "contact", query: str = "") -> str:
    return text_of(browser_of(getattr(house, who)).get(f"/clocks/{of.pk}/{query}"))


def test_the_rule_in_the_clauses_words(house: House, tuesday: datetime) -> None:
    page = seen(house, clock(phoned(house)))
    assert "Response within 15 minutes, counted day and night" in page
    assert "itpdx:4c" in page
    assert "Hosting Service Level Agreement, version" in page
    assert "The calendar “business” is open Monday to Friday 09:00-17:00" in page


def test_the_clause_is_a_link_to_the_version_that_binds(house: House, tuesday: datetime) -> None:
    of = clock(phoned(house))
    html = browser_of(house.contact).get(f"/clocks/{of.pk}/").content.decode()
    assert f'href="/policies/itpdx/?version={of.version.number}#itpdx:4c"' in html


def test_each_span_with_its_zone_its_length_and_the_total_so_far(house: House, tuesday: datetime) -> None:
    house.contact.timezone = "America/Los_Angeles"
    house.contact.save()
    page = seen(house, clock(file(house, 3)))
    assert "10 Mar 2026, 10:00:00 PDT 10 Mar 2026, 17:00:00 PDT" in page
    assert "✓ yes business hours 7 h 7 h" in page
    assert "✕ no outside business hours 16 h 7 h" in page
    assert "15 h counted, which is up at 11 Mar 2026, 17:00:00 PDT" in page


def test_a_pause_and_why(house: House, tuesday: datetime) -> None:
    case = file(house, 3)
    with moved_to(tuesday + 10 * MINUTE):
        case_wait(actor=house.engineer, case=case, question="Since when?")
    with moved_to(tuesday + 70 * MINUTE):
        message_add(actor=house.contact, case=case, body="Since Monday.")
        page = seen(house, clock(case, "progress"))
    assert "✕ no paused 1 h" in page
    assert "Paused" in page
    assert "Resumed" in page


def test_a_paused_clock_is_due_at_no_instant(house: House, tuesday: datetime) -> None:
    case = file(house, 3)
    case_wait(actor=house.engineer, case=case, question="Since when?")
    page = seen(house, clock(case, "progress"))
    assert "It is paused." in page
    assert "still" in page


def test_a_pending_clock_has_counted_nothing(house: House, tuesday: datetime) -> None:
    page = seen(house, clock(file(house, 1)))
    assert "It has not started yet, so nothing is due." in page
    assert "Nothing has been counted yet." in page


def test_a_recomputation_shows_old_and_new_with_the_reason(house: House, tuesday: datetime) -> None:
    case = phoned(house, 1)
    with moved_to(tuesday + 5 * MINUTE):
        severity_set(actor=house.engineer, case=case, severity=3, reason="core_restored")
        html = browser_of(house.contact).get(f"/clocks/{clock(case).pk}/").content.decode()
    assert "Computed again" in html
    old = html.split("<del>")[1].split("</del>")[0]
    assert "10 Mar 2026, 17:15:00 UTC" in old
    assert "core functionality" in html


def test_an_earlier_cycle(house: House, tuesday: datetime) -> None:
    case = case_resolve(actor=house.engineer, case=phoned(house, 1), body="Restarted.")
    with moved_to(tuesday + 30 * MINUTE):
        case_reopen(actor=house.contact, case=case, reason="It is back.")
        of = clock(case)
        assert "2 of 2" in seen(house, of)
        assert "10 Mar 2026, 17:15:00 UTC" in seen(house, of, query="?cycle=1")
        assert "10 Mar 2026, 17:45:00 UTC" not in seen(house, of, query="?cycle=1")


@pytest.mark.parametrize("cycle", ["7", "-1", "x", "", "9" * 5000])
def test_a_cycle_that_is_not_there(house: House, tuesday: datetime, cycle: str) -> None:
    address = f"/clocks/{clock(file(house)).pk}/"
    assert browser_of(house.contact).get(address, {"cycle": cycle}).status_code == 404


def test_what_a_breach_is_put_down_to(house: House, tuesday: datetime) -> None:
    of = clock(phoned(house))
    with moved_to(tuesday + 20 * MINUTE):
        why = {"cause": "third_party", "clause": "itpdx:6b", "reason": "The exchange was down."}
        breach_attribute(actor=house.manager, clock=of, cycle=1, **why)
        assert "third party (itpdx:6b): The exchange was down." in seen(house, of)


def test_who_is_told_when_is_for_staff(house: House, tuesday: datetime) -> None:
    of = clock(phoned(house))
    assert "Who is told, and when" in seen(house, of, "engineer")
    assert "Who is told, and when" not in seen(house, of, "contact")


def test_a_strangers_clock_is_not_there(house: House, tuesday: datetime) -> None:
    of = clock(phoned(house))
    assert browser_of(house.stranger).get(f"/clocks/{of.pk}/").status_code == 404
    assert browser_of(house.stranger).get("/clocks/99999999999999999999/").status_code == 404


def test_its_cost_does_not_grow_with_its_events(house: House, tuesday: datetime) -> None:
    case = file(house, 3)
    browser = browser_of(house.engineer)
    costs = []
    for n in range(3):
        with CaptureQueriesContext(connection) as queries:
            browser.get(f"/clocks/{clock(case, 'progress').pk}/" if n else f"/clocks/{clock(case).pk}/")
        costs.append(len(queries))
        with moved_to(tuesday + n * 60 * MINUTE):
            case_wait(actor=house.engineer, case=case, question="And now?")
            message_add(actor=house.contact, case=case, body="So.")
    assert costs[2] == costs[1]


def test_the_total_counts_what_counts() -> None:
    spans = [
        {"counts": True, "why": "open", "seconds": 60},
        {"counts": False, "why": "holiday: Christmas Day", "seconds": 86_400},
        {"counts": True, "why": "open", "seconds": 30},
        {"counts": False, "why": "paused", "seconds": None},
    ]
    told = spans_with_totals(spans)
    assert [span["total"] for span in told] == [60, 60, 90, 90]
    assert told[1]["words"] == "public holiday: Christmas Day"
    assert reason("closed: moved house") == "outside business hours: moved house"
