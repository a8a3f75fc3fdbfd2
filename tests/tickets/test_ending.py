"""Resolved, closed after a silence, reopened."""

from datetime import datetime, timedelta

import pytest

from hostops.lib.errors import BadField, NotAllowed, NotPossible
from hostops.lib.now import moved_to
from tests.house import House
from tests.tickets.cases import clock, due, file, phoned, state
from tickets.actions import case_close, case_reopen, case_resolve, message_add
from tickets.models import Case
from tickets.tasks import close_silent

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


@pytest.fixture
def resolved(house: House, tuesday: datetime) -> Case:
    return case_resolve(actor=house.engineer, case=phoned(house, 1), body="Restarted.")


def test_closes_by_itself_after_seven_days_of_silence(resolved: Case, tuesday: datetime) -> None:
    with moved_to(tuesday + 7 * DAY - MINUTE):
        assert close_silent() == 0
    with moved_to(tuesday + 7 * DAY + 5 * MINUTE):
        assert close_silent() == 1
        assert close_silent() == 0
    resolved.refresh_from_db()
    assert (resolved.state, resolved.closed_at) == ("closed", tuesday + 7 * DAY)
    assert state(resolved, "closing") == "met"


def test_the_reporter_is_told_two_days_before(resolved: Case, tuesday: datetime) -> None:
    [told] = clock(resolved, "closing").thresholds
    assert datetime.fromisoformat(told["at"]) == tuesday + 5 * DAY
    assert told["tell"] == ["reporter"]


def test_a_word_of_the_customer_breaks_the_silence(house: House, resolved: Case, tuesday: datetime) -> None:
    with moved_to(tuesday + 3 * DAY):
        message_add(actor=house.contact, case=resolved, body="Thank you, watching it.")
    assert resolved.state == "resolved"
    assert due(resolved, "closing") == tuesday + 10 * DAY


def test_reopened_is_a_new_cycle_with_its_full_time(house: House, resolved: Case, tuesday: datetime) -> None:
    with moved_to(tuesday + DAY):
        case_reopen(actor=house.contact, case=resolved, reason="It is back.")
        assert (clock(resolved).cycle, due(resolved), state(resolved)) == (2, tuesday + DAY + 15 * MINUTE, "running")
        assert state(resolved, "closing") == "cancelled"
    kept = clock(resolved).cycles.get(cycle=1)
    assert kept.stopped_at == tuesday


def test_a_closed_case_can_be_reopened_and_resolved_again(house: House, resolved: Case, tuesday: datetime) -> None:
    case_close(actor=house.engineer, case=resolved)
    case_reopen(actor=house.engineer, case=resolved, reason="It is back.")
    with moved_to(tuesday + MINUTE):
        case_resolve(actor=house.engineer, case=resolved, body="Replaced the disk.")
    assert (state(resolved), due(resolved, "closing")) == ("met", tuesday + MINUTE + 7 * DAY)


def test_only_resolved_cases_close(house: House, tuesday: datetime) -> None:
    with pytest.raises(NotPossible) as refused:
        case_close(actor=house.engineer, case=file(house, 3))
    assert "resolve" in refused.value.possible


def test_staff_say_what_was_done(house: House, tuesday: datetime) -> None:
    with pytest.raises(BadField):
        case_resolve(actor=house.engineer, case=file(house, 3), body=" ")


def test_only_staff_say_that_it_cannot_be_resolved(house: House, tuesday: datetime) -> None:
    case = file(house, 3)
    with pytest.raises(NotAllowed):
        case_resolve(actor=house.contact, case=case, body="No.", outcome="unresolvable")
    case_resolve(actor=house.engineer, case=case, body="The vendor has ended it.", outcome="unresolvable")
    assert case.outcome == "unresolvable"


def test_viewer_may_do_none_of_it(house: House, resolved: Case) -> None:
    with pytest.raises(NotAllowed):
        case_reopen(actor=house.viewer, case=resolved, reason="Back.")
    with pytest.raises(NotAllowed):
        message_add(actor=house.viewer, case=resolved, body="Hello?")


def test_a_stranger_reaches_nothing(house: House, resolved: Case) -> None:
    with pytest.raises(NotAllowed):
        case_reopen(actor=house.stranger, case=resolved, reason="Back.")
