"""What is possible for a window whose last moment has passed (iptor:5g, 5h)."""

from datetime import timedelta

from maintenance.rules.terms import Proposal, Terms
from maintenance.rules.ways import Way, ways_out
from tests.maintenance_rules.samples import STOCKHOLM, at, iptor, itpdx, proposal

LONG = proposal("long", "2027-10-09 08:00", "2027-10-10 20:00")
SHORT = proposal("short", "2027-06-20 00:00", "2027-06-20 06:00")


def ways(window: Proposal, before: timedelta, **terms: Terms) -> list[Way]:
    return list(ways_out(window, terms or {"nordic": iptor()}, window.starts_at - before))


def test_a_long_one_that_missed_its_thirty_days() -> None:
    move, proactive, emergency = ways(LONG, timedelta(days=10))
    assert (move.verb, move.clauses) == ("move", ("iptor:5f",))
    assert move.starts_at == at("2027-10-29 08:00", STOCKHOLM)
    assert (proactive.verb, proactive.kind, proactive.clauses) == ("convert", "proactive", ("iptor:5g",))
    assert proactive.needs_justification
    assert proactive.needs_approval
    assert [need.name for need in proactive.needs] == ["justification"]
    assert (emergency.kind, emergency.clauses) == ("emergency", ("iptor:5h",))


def test_with_exactly_seven_days_left_proactive_is_still_possible() -> None:
    assert [way.kind for way in ways(LONG, timedelta(days=7))] == ["long", "proactive", "emergency"]
    assert [way.kind for way in ways(LONG, timedelta(days=7, seconds=-1))] == ["long", "emergency"]


def test_a_short_one_that_missed_its_six_days_moves_or_becomes_an_emergency() -> None:
    assert [way.kind for way in ways(SHORT, timedelta(days=5))] == ["short", "emergency"]


def test_a_short_one_with_seven_days_left_is_never_proactive() -> None:
    assert [way.kind for way in ways(SHORT, timedelta(days=8))] == ["short", "emergency"]


def test_once_its_start_has_passed_it_can_only_move() -> None:
    assert [way.verb for way in ways(SHORT, timedelta(seconds=-1))] == ["move"]


def test_a_policy_that_has_no_such_windows_needs_to_know_the_new_kind_alone() -> None:
    (emergency,) = ways(LONG, timedelta(days=10), nordic=iptor(), harbor=itpdx())
    assert emergency.kind == "emergency"
    assert emergency.clauses == ("itpdx:6b", "iptor:5h")


def test_nobody_affected_has_no_way() -> None:
    assert ways_out(SHORT, {}, SHORT.starts_at) == ()


def test_an_agreed_one_may_become_an_emergency() -> None:
    window = proposal("agreed", "2027-06-20 00:00", "2027-06-20 06:00")
    (emergency,) = ways(window, timedelta(hours=1), harbor=itpdx())
    assert (emergency.kind, emergency.clauses, emergency.needs_approval) == ("emergency", ("itpdx:6b",), True)
