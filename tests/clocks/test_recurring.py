"""Turning many clocks at once is the same as stopping and renewing each."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from hostops.accounts.models import Account
from hostops.clocks.actions import clock_open, clock_renew, clock_stop
from hostops.clocks.belated import cycle_stop
from hostops.clocks.events import replay
from hostops.clocks.models import Clock, ClockEvent, Cycle
from hostops.clocks.recurring import Turn, clocks_turn
from hostops.clocks.rules import Rule
from hostops.policies.models import PolicyVersion
from hostops.policies.schema.alerts import Threshold
from tests.api.rows import subject
from tests.house import House

GRACE = Rule("elapsed", "PT4H", "business")
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
TOLD = ("breach",), ("50%", "PT1H before", "breach")


def thresholds(keys: Sequence[str]) -> list[Threshold]:
    return [Threshold(at=key, tell=("engineers",)) for key in keys]


def opened(account: Account, version: PolicyVersion, name: str, start: datetime, keys: Sequence[str]) -> Clock:
    return clock_open(
        actor=None,
        subject=subject(account, name),
        kind="backup",
        clause="iptor:2a",
        version=version,
        rule=GRACE,
        thresholds=thresholds(keys),
        start=start,
    )


def turn(clock: Clock, stopped_at: datetime | None, start: datetime, keys: Sequence[str], why: str = "") -> Turn:
    return Turn(clock, stopped_at, start, GRACE, "iptor:2a", clock.version, thresholds(keys), why)


def told(clock: Clock) -> dict[str, Any]:
    """All that is kept of the clock, but for who it is."""
    row: dict[str, Any] = dict(Clock.objects.filter(pk=clock.pk).values().get())
    cycles: list[dict[str, Any]] = [dict(each) for each in clock.cycles.order_by("cycle").values()]
    events: list[dict[str, Any]] = [dict(each) for each in clock.events.order_by("id").values()]
    for each in [row, *cycles, *events]:
        for own in ("id", "subject_id", "clock_id"):
            each.pop(own, None)
    for event in events:
        if event["what"] == "stopped":
            event.pop("spans")  # nobody reads those of a cycle that has made room
    return {"clock": row, "cycles": cycles, "events": events}


@pytest.mark.parametrize("keys", TOLD, ids=["breach", "three"])
@pytest.mark.parametrize("after", [None, 1, 3, 6], ids=["missed", "early", "late in grace", "after it"])
def test_the_same_as_one_by_one(house: House, tuesday: datetime, keys: Sequence[str], after: int | None) -> None:
    version = house.nordic.contracts.get().bindings.get().version
    start = tuesday - DAY
    one, many = (opened(house.nordic, version, name, start, keys) for name in ("T-1", "T-2"))
    stopped_at = start + after * HOUR if after else None
    if stopped_at:
        clock_stop(actor=None, clock=one, at=stopped_at, reason="came")
    clock_renew(
        actor=None,
        clock=one,
        rule=GRACE,
        start=tuesday,
        clause="iptor:2a",
        version=version,
        thresholds=thresholds(keys),
        reason="came",
    )
    clocks_turn([turn(many, stopped_at, tuesday, keys, "came")], actor=None)
    assert told(many) == told(one)


def test_a_cycle_that_was_stopped_stays_as_it_was(house: House, tuesday: datetime) -> None:
    version = house.nordic.contracts.get().bindings.get().version
    clock = opened(house.nordic, version, "T-1", tuesday - DAY, ["breach"])
    clock_stop(actor=None, clock=clock, at=tuesday - DAY + HOUR)
    clocks_turn([turn(clock, tuesday, tuesday, ["breach"])], actor=None)
    assert Cycle.objects.get(clock=clock).stopped_at == tuesday - DAY + HOUR
    assert [event.what for event in clock.events.order_by("id")] == ["started", "stopped", "started"]


def test_replaying_the_events_says_what_the_row_says(house: House, tuesday: datetime) -> None:
    version = house.nordic.contracts.get().bindings.get().version
    clock = opened(house.nordic, version, "T-1", tuesday - DAY, ["breach"])
    clocks_turn([turn(clock, None, tuesday, ["breach"])], actor=None)
    clock = Clock.objects.get(pk=clock.pk)
    assert clock.cycle == 2
    assert replay(clock).due_at == clock.due_at == clock.next_at or clock.thresholds[0]["cycle"] == 1
    assert replay(clock, 1).due_at == Cycle.objects.get(clock=clock).due_at


def test_statements_do_not_follow_the_clocks(house: House, tuesday: datetime) -> None:
    version = house.nordic.contracts.get().bindings.get().version
    clocks = [opened(house.nordic, version, f"T-{n}", tuesday - DAY, ["breach"]) for n in range(30)]
    with CaptureQueriesContext(connection) as found:
        clocks_turn([turn(clock, tuesday, tuesday + DAY, ["breach"]) for clock in clocks], actor=None)
    assert len(found) == 3
    assert ClockEvent.objects.filter(clock__in=clocks).count() == 90
    assert Clock.objects.filter(pk__in=[clock.pk for clock in clocks], cycle=2).count() == 30


def test_nothing_to_turn(db: None) -> None:
    with CaptureQueriesContext(connection) as found:
        clocks_turn([], actor=None)
    assert len(found) == 0


def test_what_is_heard_late_was_kept_in_time(house: House, tuesday: datetime) -> None:
    version = house.nordic.contracts.get().bindings.get().version
    clock = opened(house.nordic, version, "T-1", tuesday - DAY, ["breach"])
    clocks_turn([turn(clock, None, tuesday, ["breach"])], actor=None)
    clock = Clock.objects.get(pk=clock.pk)
    cycle_stop(actor=None, clock=clock, cycle=1, at=tuesday - DAY + HOUR, reason="The report came late.")
    ended = Cycle.objects.get(clock=clock)
    assert ended.due_at is not None
    assert ended.stopped_at == tuesday - DAY + HOUR < ended.due_at
    cycle_stop(actor=None, clock=clock, cycle=1, at=tuesday, reason="And once more.")
    assert Cycle.objects.get(clock=clock).stopped_at == tuesday - DAY + HOUR
    assert replay(clock, 1).stopped_at == tuesday - DAY + HOUR


def test_nothing_else_of_a_cycle_changes(house: House, tuesday: datetime) -> None:
    version = house.nordic.contracts.get().bindings.get().version
    clock = opened(house.nordic, version, "T-1", tuesday - DAY, ["breach"])
    clocks_turn([turn(clock, None, tuesday, ["breach"])], actor=None)
    cycles = Cycle.objects.filter(clock=clock)
    with pytest.raises(IntegrityError, match="what is written here stays"), transaction.atomic():
        cycles.update(due_at=tuesday, stopped_at=tuesday)
    with pytest.raises(IntegrityError, match="what is written here stays"), transaction.atomic():
        cycles.delete()
    cycles.update(stopped_at=tuesday)
    with pytest.raises(IntegrityError, match="what is written here stays"), transaction.atomic():
        cycles.update(stopped_at=None)
