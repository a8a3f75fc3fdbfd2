"""Setting a severity: what it does to the due instant (itpdx:4b, 4i, 4k)."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from hostops.lib.errors import BadField, NotAllowed, NotPossible
from hostops.lib.now import moved_to
from tests.house import House
from tests.tickets.cases import clock, due, file, phoned, state
from tickets.actions import case_assign, case_resolve, case_wait, message_add, severity_set
from tickets.models import Case

MINUTE = timedelta(minutes=1)


def raise_to(house: House, case: Case, level: int, **more: Any) -> Case:
    return severity_set(actor=house.engineer, case=case, severity=level, reason="raised", **more)


def test_raised_is_due_from_the_raise_without_a_call(house: House, tuesday: datetime) -> None:
    case = file(house, 3)
    with moved_to(tuesday + 30 * MINUTE):
        raise_to(house, case, 1)
    assert due(case) == tuesday + 45 * MINUTE
    assert clock(case).revision == 1


def test_raised_never_comes_later(house: House, tuesday: datetime) -> None:
    case = phoned(house, 2)
    with moved_to(tuesday + 50 * MINUTE):
        raise_to(house, case, 1)
    assert due(case) == tuesday + 60 * MINUTE
    assert clock(case).revision == 0


def test_lowered_counts_from_the_start(house: House, tuesday: datetime) -> None:
    case = phoned(house, 1)
    with moved_to(tuesday + 10 * MINUTE):
        severity_set(actor=house.engineer, case=case, severity=3, reason="core_restored")
    assert due(case) == datetime.fromisoformat("2026-03-11T17:00:00-07:00")


def test_lowering_a_pending_priority_case_counts_from_receipt(house: House, tuesday: datetime) -> None:
    case = file(house, 1)
    with moved_to(tuesday + timedelta(days=1)):
        severity_set(actor=house.engineer, case=case, severity=3, reason="customer_unavailable")
    assert clock(case).started_at == tuesday
    assert due(case) == datetime.fromisoformat("2026-03-11T17:00:00-07:00")


def test_a_breach_that_happened_stands(house: House, tuesday: datetime) -> None:
    case = phoned(house, 1)
    with moved_to(tuesday + 16 * MINUTE):
        severity_set(actor=house.engineer, case=case, severity=3, reason="core_restored")
        assert state(case) == "breached"
    assert due(case) == tuesday + 15 * MINUTE


def test_after_the_response_the_clock_stays_as_it_ended(house: House, tuesday: datetime) -> None:
    case = phoned(house, 2)
    with moved_to(tuesday + 20 * MINUTE):
        message_add(actor=house.engineer, case=case, body="Looking.")
        raise_to(house, case, 1)
    assert clock(case).stopped_at == tuesday + 20 * MINUTE
    assert due(case) == tuesday + 60 * MINUTE


def test_progress_follows_the_new_severity_and_keeps_its_pauses(house: House, tuesday: datetime) -> None:
    case = phoned(house, 2)
    message_add(actor=house.engineer, case=case, body="Looking.")
    with moved_to(tuesday + 10 * MINUTE):
        message_add(actor=house.engineer, case=case, body="Found it.")
    with moved_to(tuesday + 20 * MINUTE):
        case_wait(actor=house.engineer, case=case, question="May we restart?")
    with moved_to(tuesday + 50 * MINUTE):
        message_add(actor=house.contact, case=case, body="Yes.")
        raise_to(house, case, 1)
    # the gap of an hour counts from the question, and the half hour of waiting is added
    assert due(case, "progress") == tuesday + (20 + 60 + 30) * MINUTE


def test_workaround_reason_lowers_only_to_three(house: House, tuesday: datetime) -> None:
    with pytest.raises(BadField) as refused:
        severity_set(actor=house.engineer, case=phoned(house, 1), severity=4, reason="workaround")
    assert "itpdx:4i" in refused.value.errors["severity"]


def test_unavailable_customer_lowers_a_level_1_only(house: House, tuesday: datetime) -> None:
    with pytest.raises(BadField):
        severity_set(actor=house.engineer, case=phoned(house, 2), severity=3, reason="customer_unavailable")


def test_withheld_information_needs_the_evidence(house: House, tuesday: datetime) -> None:
    case = file(house, 3)
    with pytest.raises(BadField) as refused:
        severity_set(actor=house.engineer, case=case, severity=4, reason="information_withheld")
    assert "note" in refused.value.errors
    severity_set(actor=house.engineer, case=case, severity=4, reason="information_withheld", note="A deploy at 09:58.")
    assert case.severity == 4


def test_unknown_reason_names_those_there_are(house: House, tuesday: datetime) -> None:
    with pytest.raises(BadField) as refused:
        severity_set(actor=house.engineer, case=file(house, 3), severity=2, reason="because")
    assert "core_restored" in refused.value.errors["reason"]


def test_software_limits_the_severity(house: House, tuesday: datetime) -> None:
    with pytest.raises(BadField) as refused:
        file(house, 2, software=house.limited)
    assert "no sales channel" in refused.value.errors["requested_severity"]
    with pytest.raises(BadField):
        raise_to(house, file(house, 3, software=house.limited), 2)


def test_software_of_neither_origin_asks_for_a_decision(house: House, tuesday: datetime) -> None:
    case = file(house, 3, software=house.foreign)
    assert (case.coverage, state(case)) == ("undecided", "running")


def test_raising_into_a_full_place_needs_an_override(house: House, tuesday: datetime) -> None:
    phoned(house, 1)
    case = file(house, 3)
    with pytest.raises(NotPossible) as refused:
        raise_to(house, case, 2)
    assert refused.value.possible
    raise_to(house, case, 2, override_reason="The shop's biggest day.")
    assert (case.severity, case.over_cap) == (2, True)


def test_no_severity_where_the_policy_knows_none(house: House, tuesday: datetime) -> None:
    case = file(house, None, actor=house.stranger, account=house.nordic, server=None)
    with pytest.raises(NotPossible):
        severity_set(actor=house.engineer, case=case, severity=1, reason="raised")


def test_customers_do_not_set_severities(house: House, tuesday: datetime) -> None:
    with pytest.raises(NotAllowed):
        severity_set(actor=house.contact, case=file(house, 3), severity=1, reason="raised")


def test_a_resolved_case_keeps_its_severity(house: House, tuesday: datetime) -> None:
    case = case_resolve(actor=house.engineer, case=file(house, 3), body="Restarted.")
    with pytest.raises(NotPossible) as refused:
        raise_to(house, case, 1)
    assert "reopen" in refused.value.possible


def test_assigning_needs_somebody_who_works_on_cases(house: House, tuesday: datetime) -> None:
    case = case_assign(actor=house.engineer, case=file(house, 3), assignee=house.second_engineer)
    assert case.assignee == house.second_engineer
    for nobody in (house.contact, house.planner):
        with pytest.raises(BadField):
            case_assign(actor=house.engineer, case=case, assignee=nobody)
