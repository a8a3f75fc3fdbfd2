"""What is a first response, and what never is."""

from datetime import datetime, timedelta

from hostops.lib.now import moved_to
from tests.house import House
from tests.tickets.cases import clock, file, phoned, state
from tickets.actions import case_resolve, case_wait, case_workaround, contact_log, message_add

MINUTE = timedelta(minutes=1)


def test_public_message_of_staff_is(house: House, tuesday: datetime) -> None:
    case = phoned(house, 1)
    with moved_to(tuesday + 15 * MINUTE):
        message_add(actor=house.engineer, case=case, body="We are on it.")
    case.refresh_from_db()
    assert (state(case), case.state, case.first_response_at) == ("met", "open", tuesday + 15 * MINUTE)


def test_a_second_late_is_breached(house: House, tuesday: datetime) -> None:
    case = phoned(house, 1)
    with moved_to(tuesday + 15 * MINUTE + timedelta(seconds=1)):
        message_add(actor=house.engineer, case=case, body="We are on it.")
        assert state(case) == "breached"


def test_note_is_not(house: House, tuesday: datetime) -> None:
    case = phoned(house, 1)
    message_add(actor=house.engineer, case=case, body="Disk?", visibility="internal")
    assert state(case) == "running"


def test_message_of_the_customer_is_not(house: House, tuesday: datetime) -> None:
    case = phoned(house, 1)
    message_add(actor=house.contact, case=case, body="Anyone?")
    assert state(case) == "running"


def test_question_workaround_and_resolution_are(house: House, tuesday: datetime) -> None:
    asked, around, done = file(house, 3), file(house, 3), file(house, 3)
    case_wait(actor=house.engineer, case=asked, question="Since when?")
    case_workaround(actor=house.engineer, case=around, body="Use the other name.")
    case_resolve(actor=house.engineer, case=done, body="Restarted.")
    assert [clock(case).stopped_at for case in (asked, around, done)] == [tuesday] * 3


def test_call_is_one_only_when_answered_in_substance(house: House, tuesday: datetime) -> None:
    case = phoned(house, 1)
    contact_log(actor=house.engineer, case=case, channel="phone")
    assert state(case) == "running"
    with moved_to(tuesday + 4 * MINUTE):
        contact_log(actor=house.engineer, case=case, channel="phone", at=tuesday + 3 * MINUTE, answered=True)
    assert clock(case).stopped_at == tuesday + 3 * MINUTE
    assert case.state == "open"


def test_customer_who_withdraws_in_time_leaves_no_debt(house: House, tuesday: datetime) -> None:
    case = case_resolve(actor=house.contact, case=phoned(house, 1), outcome="withdrawn")
    assert state(case) == "cancelled"


def test_customer_who_withdraws_too_late_leaves_the_breach(house: House, tuesday: datetime) -> None:
    case = phoned(house, 1)
    with moved_to(tuesday + 20 * MINUTE):
        case_resolve(actor=house.contact, case=case, outcome="withdrawn")
        assert state(case) == "breached"
