"""Pilots first, the others after a wait without an incident."""

from datetime import UTC, datetime, timedelta

import pytest

from hostops.subjects.incidents import Incident
from maintenance.patching.rules.rings import Placed, Ring, Stands, rings_at

AT = datetime(2026, 3, 10, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def ends(since: datetime) -> datetime:
    return since + 24 * HOUR


def pilot(state: str = "done", at: datetime | None = AT) -> Placed:
    return Placed(1, "web1", 0, state, at)


def second(placed: list[Placed], at: datetime, *incidents: Incident) -> Ring:
    rings = rings_at([*placed, Placed(2, "web2", 1, "pending")], incidents, ends, at)
    return rings[1]


def test_the_pilots_may_begin_with_the_run_and_the_others_wait_for_them() -> None:
    first, next_one = rings_at([pilot("pending", None), Placed(2, "web2", 1, "pending")], [], ends, AT)
    assert (first.stands, next_one.stands) == (Stands.OPEN, Stands.HELD)
    assert next_one.why == ("web1 is not patched yet",)


def test_before_its_time_nothing_of_a_run_begins() -> None:
    [ring] = rings_at([pilot("pending", None)], [], ends, AT, AT + HOUR)
    assert (ring.stands, ring.may_begin_at) == (Stands.WAITING, AT + HOUR)


@pytest.mark.parametrize(("hours", "stands"), [(0, "waiting"), (23.999, "waiting"), (24, "open"), (25, "open")])
def test_the_wait_counts_from_the_last_pilot(hours: float, stands: str) -> None:
    early = Placed(3, "web3", 0, "done", AT - 5 * HOUR)
    ring = second([early, pilot()], AT + hours * HOUR)
    assert (ring.stands, ring.may_begin_at) == (stands, AT + 24 * HOUR)


@pytest.mark.parametrize(("state", "why"), [("failed", "web1 failed"), ("rolled_back", "web1 was rolled back")])
def test_a_pilot_that_failed_holds_the_others(state: str, why: str) -> None:
    ring = second([pilot(state)], AT + 48 * HOUR)
    assert (ring.stands, ring.why) == (Stands.HELD, (why,))


def test_one_that_was_left_out_holds_nothing() -> None:
    assert second([pilot("skipped", None)], AT).stands == Stands.OPEN


def test_an_incident_that_goes_on_holds_and_one_that_is_over_makes_the_wait_anew() -> None:
    went_on = Incident(1, AT + HOUR, None, "HC-1 Shop is down")
    assert second([pilot()], AT + 30 * HOUR, went_on).why == ("web1: HC-1 Shop is down",)
    over = Incident(1, AT + HOUR, AT + 10 * HOUR, "HC-1 Shop is down")
    ring = second([pilot()], AT + 30 * HOUR, over)
    assert (ring.stands, ring.may_begin_at) == (Stands.WAITING, AT + 34 * HOUR)
    assert second([pilot()], AT + 34 * HOUR, over).stands == Stands.OPEN


def test_what_happened_before_the_patch_or_elsewhere_counts_not() -> None:
    before, elsewhere = Incident(1, AT - HOUR, None, "old"), Incident(9, AT + HOUR, None, "other")
    assert second([pilot()], AT + 24 * HOUR, before, elsewhere).stands == Stands.OPEN


def test_a_third_ring_waits_for_the_second() -> None:
    placed = [pilot(), Placed(2, "web2", 1, "pending"), Placed(3, "web3", 2, "pending")]
    assert [ring.stands for ring in rings_at(placed, [], ends, AT + 24 * HOUR)] == ["done", "open", "held"]
