"""How often the customer hears of progress, and what pauses it (itpdx:4c-4f, 5a)."""

from datetime import datetime, timedelta

from hostops.clocks.models import Cycle
from hostops.lib.now import moved_to
from tests.house import House
from tests.tickets.cases import clock, due, file, phoned, state
from tickets.actions import case_resolve, case_resume, case_wait, message_add, severity_set

MINUTE = timedelta(minutes=1)


def test_every_word_of_staff_begins_the_next_gap(house: House, tuesday: datetime) -> None:
    case = phoned(house, 1)
    message_add(actor=house.engineer, case=case, body="On it.")
    assert due(case, "progress") == tuesday + 60 * MINUTE
    with moved_to(tuesday + 40 * MINUTE):
        message_add(actor=house.engineer, case=case, body="Found it.")
    assert (due(case, "progress"), clock(case, "progress").cycle) == (tuesday + 100 * MINUTE, 2)


def test_news_that_comes_late_is_on_record_as_late_and_begins_the_next_gap(house: House, tuesday: datetime) -> None:
    case = phoned(house, 1)
    message_add(actor=house.engineer, case=case, body="On it.")
    with moved_to(tuesday + 90 * MINUTE):
        message_add(actor=house.engineer, case=case, body="Sorry, it took longer.")
        assert (state(case, "progress"), due(case, "progress")) == ("running", tuesday + 150 * MINUTE)
    earlier = Cycle.objects.get(clock=clock(case, "progress"))
    assert (earlier.cycle, earlier.due_at, earlier.stopped_at) == (1, tuesday + 60 * MINUTE, tuesday + 90 * MINUTE)


def test_level_2_counts_through_the_night_for_eight_hours_then_business_time(house: House, tuesday: datetime) -> None:
    case = phoned(house, 2)
    # Portland closes at 17:00, seven hours from now; the eight hours end at 18:00
    message_add(actor=house.engineer, case=case, body="On it.")
    with moved_to(datetime.fromisoformat("2026-03-10T17:00:00-07:00")):
        message_add(actor=house.engineer, case=case, body="Still at it.")
    # one hour until 18:00, the other from 09:00 on
    assert due(case, "progress") == datetime.fromisoformat("2026-03-11T10:00:00-07:00")


def test_level_3_has_three_business_days(house: House, tuesday: datetime) -> None:
    case = file(house, 3)
    message_add(actor=house.engineer, case=case, body="On it.")
    assert due(case, "progress") == datetime.fromisoformat("2026-03-13T17:00:00-07:00")


def test_level_4_has_no_gap(house: House, tuesday: datetime) -> None:
    case = file(house, 4)
    message_add(actor=house.engineer, case=case, body="On it.")
    assert not case.subject.clocks.filter(kind="progress").exists()


def test_waiting_pauses_until_the_answer(house: House, tuesday: datetime) -> None:
    case = phoned(house, 1)
    case_wait(actor=house.engineer, case=case, question="May we restart?")
    assert (case.state, state(case, "progress"), due(case, "progress"), case.next_due) == (
        "waiting",
        "paused",
        None,
        None,
    )
    with moved_to(tuesday + 90 * MINUTE):
        message_add(actor=house.contact, case=case, body="Yes.")
        case.refresh_from_db()
        assert (case.state, due(case, "progress")) == ("open", tuesday + 150 * MINUTE)
    assert case.next_due == tuesday + 150 * MINUTE


def test_staff_can_go_on_without_the_answer(house: House, tuesday: datetime) -> None:
    case = phoned(house, 1)
    case_wait(actor=house.engineer, case=case, question="May we restart?")
    case_resume(actor=house.engineer, case=case, reason="Restarted the spare.")
    assert (case.state, state(case, "progress")) == ("open", "running")


def test_resolving_ends_the_debt(house: House, tuesday: datetime) -> None:
    case = phoned(house, 1)
    message_add(actor=house.engineer, case=case, body="On it.")
    case_resolve(actor=house.engineer, case=case, body="Restarted.")
    assert (state(case, "progress"), case.next_due) == ("met", None)


def test_the_words_that_resolve_begin_no_new_gap(house: House, tuesday: datetime) -> None:
    case = phoned(house, 1)
    message_add(actor=house.engineer, case=case, body="On it.")
    with moved_to(tuesday + 20 * MINUTE):
        case_resolve(actor=house.engineer, case=case, body="A full disk; there is room again.")
    ended = clock(case, "progress")
    assert (ended.cycle, ended.stopped_at) == (1, tuesday + 20 * MINUTE)


def test_a_case_resolved_at_once_never_had_a_gap(house: House, tuesday: datetime) -> None:
    case = phoned(house, 1)
    case_resolve(actor=house.engineer, case=case, body="Known, and mended already.")
    assert not case.subject.clocks.filter(kind="progress").exists()
    assert (state(case), case.first_response_at) == ("met", tuesday)


def test_news_that_is_late_stays_late_when_the_case_is_lowered_to_a_level_without(
    house: House, tuesday: datetime
) -> None:
    on_time, late = file(house, 3), phoned(house, 1)
    for case in (on_time, late):
        message_add(actor=house.engineer, case=case, body="On it.")
    with moved_to(tuesday + 90 * MINUTE):
        for case in (on_time, late):
            severity_set(actor=house.engineer, case=case, severity=4, reason="verified", note="A question.")
        assert state(late, "progress") == "breached"
        assert state(on_time, "progress") == "cancelled"
