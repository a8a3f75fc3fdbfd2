"""What was crossed before a clock stopped is said though nobody swept in time; what was not, never."""

from datetime import datetime, timedelta

from hostops.alerts.models import Alert
from hostops.alerts.sweep import sweep
from hostops.lib.now import moved_to
from tests.house import House
from tests.tickets.cases import clock, phoned
from tickets.actions import case_reopen, case_resolve, message_add

MINUTE = timedelta(minutes=1)


def said() -> list[tuple[str, int, str]]:
    rows = Alert.objects.order_by("instant").values_list("clock__kind", "cycle", "threshold")
    return list(rows)


def test_a_breach_answered_before_the_sweep_is_still_an_alert(house: House, tuesday: datetime) -> None:
    case = phoned(house, 1)
    with moved_to(tuesday + 20 * MINUTE):
        message_add(actor=house.engineer, case=case, body="On it.")
        sweep()
    assert said() == [("response", 1, "50%"), ("response", 1, "80%"), ("response", 1, "breach")]
    assert clock(case).next_at is None


def test_an_answer_in_time_leaves_nothing_to_say(house: House, tuesday: datetime) -> None:
    case = phoned(house, 1)
    with moved_to(tuesday + 5 * MINUTE):
        message_add(actor=house.engineer, case=case, body="On it.")
    with moved_to(tuesday + 20 * MINUTE):
        sweep()
    assert said() == []


def test_a_cycle_that_was_late_is_said_in_the_next(house: House, tuesday: datetime) -> None:
    case = phoned(house, 1)
    message_add(actor=house.engineer, case=case, body="On it.")
    with moved_to(tuesday + 61 * MINUTE):
        message_add(actor=house.engineer, case=case, body="Still on it.")
        sweep()
    assert said() == [("progress", 1, "80%"), ("progress", 1, "breach")]
    with moved_to(tuesday + 122 * MINUTE):
        sweep()
    assert said()[2:] == [("progress", 2, "80%"), ("progress", 2, "breach")]


def test_reopened_at_once_the_old_breach_is_not_lost(house: House, tuesday: datetime) -> None:
    case = phoned(house, 1)
    with moved_to(tuesday + 16 * MINUTE):
        case_resolve(actor=house.engineer, case=case, body="Done.")
        case_reopen(actor=house.contact, case=case, reason="No.")
        sweep()
    assert ("response", 1, "breach") in said()
    assert {cycle for kind, cycle, _ in said() if kind == "response"} == {1}
