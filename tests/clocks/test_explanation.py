"""The explanation of a clock can be checked by hand."""

from datetime import datetime, timedelta

from hostops.clocks.events import replay
from hostops.clocks.explanation import explain
from hostops.lib.now import moved_to, now
from tests.house import House
from tests.tickets.cases import clock, file, phoned
from tickets.actions import case_reopen, case_resolve, case_wait, message_add, severity_set

MINUTE = timedelta(minutes=1)


def test_counted_spans_add_up_to_the_rule(house: House, tuesday: datetime) -> None:
    told = explain(clock(phoned(house, 1)), now())
    assert told["counted_seconds"] == 15 * 60
    assert [(span["counts"], span["why"]) for span in told["spans"]] == [(True, "elapsed")]
    assert (told["rule"]["clause"], told["rule"]["words"]) == ("itpdx:4c", "15 minutes")
    assert told["policy"]["id"] == "itpdx"


def test_business_spans_name_closed_time_and_pauses(house: House, tuesday: datetime) -> None:
    case = file(house, 3)
    with moved_to(tuesday + 10 * MINUTE):
        case_wait(actor=house.engineer, case=case, question="Since when?")
    with moved_to(tuesday + 70 * MINUTE):
        message_add(actor=house.contact, case=case, body="Since Monday.")
        told = explain(clock(case, "progress"), now())
    assert {span["why"] for span in told["spans"]} == {"open", "closed", "paused"}
    paused = [span for span in told["spans"] if span["why"] == "paused"]
    assert sum(span["seconds"] for span in paused) == 60 * 60
    assert all(
        earlier["until"] == later["from"] for earlier, later in zip(told["spans"], told["spans"][1:], strict=False)
    )
    assert told["spans"][-1]["until"] == told["due_at"]


def test_each_recomputation_has_its_reason_old_and_new(house: House, tuesday: datetime) -> None:
    case = phoned(house, 1)
    with moved_to(tuesday + 5 * MINUTE):
        severity_set(actor=house.engineer, case=case, severity=3, reason="core_restored")
    started, lowered = explain(clock(case), now())["recomputations"]
    assert (started["due_before"], started["due_at"]) == (None, tuesday + 15 * MINUTE)
    assert lowered["due_before"] == tuesday + 15 * MINUTE
    assert "core functionality" in lowered["reason"]
    assert (lowered["actor"], lowered["clause"], lowered["revision"]) == ("Engineer", "itpdx:4e", 1)


def test_a_pending_clock_says_what_it_waits_for(house: House, tuesday: datetime) -> None:
    told = explain(clock(file(house, 1)), now())
    assert (told["state"], told["spans"], told["due_at"]) == ("pending", [], None)
    assert "call or e-mail" in told["recomputations"][0]["reason"]


def test_an_earlier_cycle_can_be_looked_at(house: House, tuesday: datetime) -> None:
    case = case_resolve(actor=house.engineer, case=phoned(house, 1), body="Restarted.")
    with moved_to(tuesday + 30 * MINUTE):
        case_reopen(actor=house.contact, case=case, reason="It is back.")
    assert explain(clock(case), now(), cycle=1)["due_at"] == tuesday + 15 * MINUTE
    assert explain(clock(case), now())["due_at"] == tuesday + 45 * MINUTE


def test_replaying_gives_the_same(house: House, tuesday: datetime) -> None:
    case = phoned(house, 2)
    with moved_to(tuesday + 5 * MINUTE):
        case_wait(actor=house.engineer, case=case, question="Which one?")
    for kind in ("response", "progress"):
        assert replay(clock(case, kind)).due_at == clock(case, kind).due_at


def test_a_newer_calendar_moves_no_old_deadline(house: House, tuesday: datetime) -> None:
    kept = clock(file(house, 3))
    assert explain(kept, now() + timedelta(days=400))["due_at"] == kept.due_at
