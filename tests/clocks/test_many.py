"""Opening and cancelling many clocks at once is the same as one by one; what is known of a cycle becomes better."""

from collections.abc import Sequence
from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hostops.clocks.actions import clock_cancel, clock_stop
from hostops.clocks.belated import Belated, cycles_stop
from hostops.clocks.events import replay
from hostops.clocks.many import Cancelling, Opening, clocks_cancel, clocks_open
from hostops.clocks.models import Clock, Cycle
from hostops.clocks.recurring import clocks_turn
from hostops.policies.models import PolicyVersion
from tests.api.rows import subject
from tests.clocks.test_recurring import DAY, GRACE, HOUR, TOLD, opened, thresholds, told, turn
from tests.house import House


@pytest.fixture
def version(house: House) -> PolicyVersion:
    found: PolicyVersion = house.nordic.contracts.get().bindings.get().version
    return found


def opening(house: House, version: PolicyVersion, name: str, start: datetime, keys: Sequence[str]) -> Opening:
    about = subject(house.nordic, name)
    return Opening(about, "backup", "iptor:2a", version, GRACE, thresholds(keys), start)


@pytest.mark.parametrize("keys", TOLD, ids=["breach", "three"])
def test_opened_at_once(house: House, version: PolicyVersion, tuesday: datetime, keys: Sequence[str]) -> None:
    one = opened(house.nordic, version, "T-1", tuesday, keys)
    many = clocks_open([opening(house, version, f"T-{n}", tuesday, keys) for n in (2, 3)], actor=None)
    assert told(many[0]) == told(many[1]) == told(one)


@pytest.mark.parametrize("keys", TOLD, ids=["breach", "three"])
@pytest.mark.parametrize("after", [-1, 3, 9], ids=["ahead", "while it runs", "when it is broken"])
def test_cancelled_at_once(
    house: House, version: PolicyVersion, tuesday: datetime, keys: Sequence[str], after: int
) -> None:
    one, many = (opened(house.nordic, version, name, tuesday, keys) for name in ("T-1", "T-2"))
    clock_cancel(actor=house.planner, clock=one, reason="SW-12", at=tuesday + after * HOUR)
    clocks_cancel([Cancelling(many, tuesday + after * HOUR, "SW-12")], actor=house.planner)
    assert told(many) == told(one)
    assert many.cancelled_at == Clock.objects.get(pk=many.pk).cancelled_at == replay(many).cancelled_at


def test_what_an_earlier_cycle_has_not_said_is_said_though_this_one_is_cancelled(
    house: House, version: PolicyVersion, tuesday: datetime
) -> None:
    clock = opened(house.nordic, version, "T-1", tuesday - DAY, ["breach"])
    clocks_turn([turn(clock, None, tuesday, ["breach"])], actor=None)
    clocks_cancel([Cancelling(clock, tuesday, "SW-12")], actor=None)
    left = Clock.objects.get(pk=clock.pk)
    assert [entry["cycle"] for entry in left.thresholds] == [1]
    assert left.next_at == tuesday - DAY + 4 * HOUR


def test_what_has_ended_is_not_cancelled(house: House, version: PolicyVersion, tuesday: datetime) -> None:
    clock = opened(house.nordic, version, "T-1", tuesday, ["breach"])
    clock_stop(actor=None, clock=clock, at=tuesday)
    clocks_cancel([Cancelling(clock, tuesday, "SW-12")], actor=None)
    assert Clock.objects.get(pk=clock.pk).cancelled_at is None


def test_a_clock_that_is_turned_stands_where_its_row_does(
    house: House, version: PolicyVersion, tuesday: datetime
) -> None:
    clock = opened(house.nordic, version, "T-1", tuesday - DAY, ["breach"])
    clocks_turn([turn(clock, tuesday - DAY + HOUR, tuesday, ["50%", "breach"])], actor=None)
    row = Clock.objects.get(pk=clock.pk)
    names = [field.attname for field in Clock._meta.concrete_fields]
    assert {name: getattr(clock, name) for name in names} == {name: getattr(row, name) for name in names}


def test_statements_do_not_follow_the_clocks(house: House, version: PolicyVersion, tuesday: datetime) -> None:
    clocks_open([opening(house, version, "T", tuesday, ["breach"])], actor=None)  # reads the policy, kept from then on
    openings = [opening(house, version, f"T-{n}", tuesday, ["breach"]) for n in range(30)]
    with CaptureQueriesContext(connection) as found:
        clocks = clocks_open(openings, actor=None)
        clocks_cancel([Cancelling(clock, tuesday, "SW-12") for clock in clocks], actor=None)
        cycles_stop([Belated(clock.pk, tuesday, tuesday, "came") for clock in clocks], actor=None)
    assert len(found) == 4
    with CaptureQueriesContext(connection) as nothing:
        clocks_cancel([], actor=None)
        cycles_stop([], actor=None)
        assert clocks_open([], actor=None) == []
    assert len(nothing) == 0


def test_many_cycles_hear_of_it_late_each_told_by_its_start(
    house: House, version: PolicyVersion, tuesday: datetime
) -> None:
    clock = opened(house.nordic, version, "T-1", tuesday - 2 * DAY, ["breach"])
    for start in (tuesday - DAY, tuesday):
        clocks_turn([turn(clock, None, start, ["breach"])], actor=None)
    first, second = tuesday - 2 * DAY, tuesday - DAY
    never = Belated(clock.pk, tuesday - 9 * DAY, tuesday, "never a cycle")
    late = [Belated(clock.pk, start, start + 6 * HOUR, "came") for start in (first, second)]
    cycles_stop([*late, never], actor=house.engineer)
    cycles_stop([Belated(clock.pk, first, first + HOUR, "an earlier one came")], actor=None)
    cycles_stop([Belated(clock.pk, first, first + 2 * HOUR, "and another")], actor=None)
    stops = [cycle.stopped_at for cycle in Cycle.objects.filter(clock=clock).order_by("cycle")]
    assert stops == [first + HOUR, second + 6 * HOUR]
    assert [replay(clock, number).stopped_at for number in (1, 2)] == stops
    assert clock.events.filter(what="stopped").count() == 3


def test_a_cycle_that_was_cancelled_stays_so(house: House, version: PolicyVersion, tuesday: datetime) -> None:
    clock = opened(house.nordic, version, "T-1", tuesday - DAY, ["breach"])
    clocks_cancel([Cancelling(clock, tuesday - DAY, "SW-12")], actor=None)
    clocks_turn([turn(clock, None, tuesday, ["breach"])], actor=None)
    cycles_stop([Belated(clock.pk, tuesday - DAY, tuesday - DAY + HOUR, "came")], actor=None)
    cycle = Cycle.objects.get(clock=clock)
    assert (cycle.stopped_at, cycle.cancelled_at) == (None, tuesday - DAY)
