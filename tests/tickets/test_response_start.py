"""From when a response clock counts (itpdx:1a, 3d, 4g, 4h)."""

from datetime import datetime, timedelta

import pytest

from hostops.clocks.models import ClockEvent
from hostops.lib.errors import BadField
from hostops.lib.now import moved_to
from tests.house import House
from tests.tickets.cases import clock, due, file, phoned, state
from tickets.actions import contact_log, coverage_decide

MINUTE = timedelta(minutes=1)


def test_level_1_by_phone_is_due_after_15_minutes(house: House, tuesday: datetime) -> None:
    assert due(phoned(house, 1)) == tuesday + 15 * MINUTE


def test_level_2_by_phone_is_due_after_an_hour(house: House, tuesday: datetime) -> None:
    assert due(phoned(house, 2)) == tuesday + 60 * MINUTE


def test_level_3_is_due_at_the_close_of_the_next_business_day(house: House, tuesday: datetime) -> None:
    # Wednesday 17:00 in Portland, where summer time began on 8 March
    assert due(file(house, 3)) == datetime.fromisoformat("2026-03-11T17:00:00-07:00")


def test_level_4_is_due_after_a_week(house: House, tuesday: datetime) -> None:
    assert due(file(house, 4)) == tuesday + timedelta(days=7)


def test_priority_from_the_browser_waits_for_a_call(house: House, tuesday: datetime) -> None:
    case = file(house, 1)
    assert (due(case), state(case)) == (None, "pending")
    assert "itpdx:4h" in ClockEvent.objects.get(clock=clock(case)).reason
    with moved_to(tuesday + 10 * MINUTE):
        contact_log(actor=house.engineer, case=case, channel="phone", at=tuesday + 5 * MINUTE)
    assert due(case) == tuesday + 20 * MINUTE


def test_pending_priority_alerts_at_once_and_again_after_its_response_time(house: House, tuesday: datetime) -> None:
    found = {entry["key"]: entry["at"] for entry in clock(file(house, 1)).thresholds}
    assert datetime.fromisoformat(found["pending"]) == tuesday
    assert datetime.fromisoformat(found["pending:again"]) == tuesday + 15 * MINUTE
    assert found["breach"] is None


def test_call_before_the_case_counts_from_receipt(house: House, tuesday: datetime) -> None:
    case = file(house, 1)
    contact_log(actor=house.engineer, case=case, channel="phone", at=tuesday - 20 * MINUTE)
    assert due(case) == tuesday + 15 * MINUTE


def test_backdated_receipt_counts_from_then_with_its_reason(house: House, tuesday: datetime) -> None:
    earlier = tuesday - 16 * MINUTE
    case = phoned(house, 1, received_at=earlier, received_reason="Called while the portal was closed.")
    assert due(case) == earlier + 15 * MINUTE
    assert state(case) == "breached"


def test_backdated_receipt_needs_a_reason(house: House, tuesday: datetime) -> None:
    with pytest.raises(BadField) as refused:
        phoned(house, 1, received_at=tuesday - MINUTE)
    assert "received_reason" in refused.value.errors


def test_receipt_in_the_future_is_refused(house: House, tuesday: datetime) -> None:
    with pytest.raises(BadField) as refused:
        phoned(house, 1, received_at=tuesday + MINUTE, received_reason="x")
    assert "received_at" in refused.value.errors


def test_customer_cannot_backdate(house: House, tuesday: datetime) -> None:
    with pytest.raises(BadField) as refused:
        file(house, 3, received_at=tuesday - MINUTE, received_reason="x")
    assert "received_at" in refused.value.errors


def test_no_clock_runs_before_the_first_payment(house: House, tuesday: datetime) -> None:
    house.contract.starts_at = None
    house.contract.save()
    assert state(file(house, 3)) == "pending"


def test_clock_counts_from_a_contract_start_still_to_come(house: House, tuesday: datetime) -> None:
    house.contract.starts_at = tuesday + timedelta(days=1)
    house.contract.save()
    case = phoned(house, 1)
    assert due(case) == tuesday + timedelta(days=1, minutes=15)
    assert state(case) == "pending"


def test_unregistered_server_waits_for_the_decision(house: House, tuesday: datetime) -> None:
    case = file(house, 3, server=house.unregistered)
    assert (case.unregistered, case.coverage, due(case)) == (True, "undecided", None)
    with moved_to(tuesday + timedelta(days=1)):
        coverage_decide(actor=house.engineer, case=case, decision="covered", clause="itpdx:3d", reason="Goodwill.")
    assert due(case) == datetime.fromisoformat("2026-03-12T17:00:00-07:00")


def test_server_registered_after_the_incident_is_unregistered(house: House, tuesday: datetime) -> None:
    house.server.registered_at = tuesday + MINUTE
    house.server.save()
    assert file(house, 3).unregistered


def test_withheld_coverage_ends_the_debt(house: House, tuesday: datetime) -> None:
    case = file(house, 3, server=house.unregistered)
    coverage_decide(actor=house.engineer, case=case, decision="withheld", clause="itpdx:3d", reason="Not registered.")
    assert state(case) == "cancelled"


def test_service_request_has_one_rule_and_no_severity(house: House, tuesday: datetime) -> None:
    case = file(house, None, actor=house.stranger, account=house.nordic, server=house.nordic_server)
    assert case.severity is None
    # Tuesday 18:00 in Stockholm: four business hours are used up on Wednesday at noon
    assert due(case) == datetime.fromisoformat("2026-03-11T12:00:00+01:00")


def test_a_caller_with_an_endless_name_is_taken_down_all_the_same(house: House, tuesday: datetime) -> None:
    case = phoned(house, 1, caller_name="A" * 400, caller_address="+1 " * 200)
    contact = case.contacts.get()
    assert (len(contact.caller_name), len(contact.caller_address)) == (200, 254)
