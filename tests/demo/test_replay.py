"""Every clock of the demo's half year, replayed from its events alone."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

import pytest

from hostops.clocks.events import as_event
from hostops.clocks.fold import Folded, fold
from hostops.clocks.models import Clock, ClockEvent, Cycle
from hostops.clocks.thresholds import is_pending_key
from tickets.clocks import next_due
from tickets.models import Case

pytestmark = pytest.mark.django_db


class Told(NamedTuple):
    """A cycle as its rows tell it, and the events that it is to follow from."""

    row: Clock | Cycle
    events: list[ClockEvent]


@pytest.fixture(scope="module")
def told(present: datetime) -> list[Told]:
    """Every cycle of every clock, past and present."""
    events: dict[tuple[int, int], list[ClockEvent]] = defaultdict(list)
    large = ("version__document", "version__holidays")
    for event in ClockEvent.objects.select_related("version").defer(*large).order_by("id"):
        events[event.clock_id, event.cycle].append(event)
    now_running = [Told(clock, events[clock.pk, clock.cycle]) for clock in Clock.objects.all()]
    ended = [Told(cycle, events[cycle.clock_id, cycle.cycle]) for cycle in Cycle.objects.all()]
    return now_running + ended


def prefixes(events: list[ClockEvent]) -> Iterator[tuple[ClockEvent, Folded]]:
    """Each event, and the cycle as it stood after it."""
    for number, event in enumerate(events, start=1):
        yield event, fold(map(as_event, events[:number]))


def revised(events: list[ClockEvent]) -> Iterator[tuple[ClockEvent, Folded, int]]:
    """Each event, the cycle after it, and how often its due instant had moved by then."""
    revision, last = 0, None
    for event, state in prefixes(events):
        if state.due_at and last and state.due_at != last:
            revision += 1
        last = state.due_at or last
        yield event, state, revision


def test_there_is_something_to_replay(told: list[Told]) -> None:
    assert len(told) > 700
    assert all(cycle.events for cycle in told)


def test_each_cycle_follows_from_its_events(told: list[Told]) -> None:
    for row, events in told:
        state = fold(map(as_event, events))
        replayed = (state.started_at, state.due_at, state.stopped_at, state.cancelled_at)
        assert replayed == (row.started_at, row.due_at, row.stopped_at, row.cancelled_at), row


def test_a_pause_follows_from_the_events(told: list[Told]) -> None:
    for row, events in told:
        if isinstance(row, Clock):
            assert fold(map(as_event, events)).paused_at == row.paused_at, row


def test_each_event_keeps_what_it_led_to(told: list[Told]) -> None:
    for row, events in told:
        for event, state, revision in revised(events):
            assert (event.due_at, event.revision) == (state.due_at, revision), (row, event)


def test_each_cycle_has_as_many_revisions_as_its_due_instant_had_moves(told: list[Told]) -> None:
    for row, events in told:
        assert row.revision == list(revised(events))[-1][2], row


def test_thresholds_stand_where_the_events_put_them(told: list[Told]) -> None:
    seen = 0
    for row, events in told:
        if not isinstance(row, Clock) or row.stopped_at or row.cancelled_at or row.started_at is None:
            continue
        own = [entry for entry in row.thresholds if "cycle" not in entry]
        assert not any(is_pending_key(entry["key"]) for entry in own), row
        placed = fold(map(as_event, events)).instants([entry["key"] for entry in own])
        for entry in own:
            if placed[entry["key"]]:  # none while it is paused: what was said stays as it was said
                assert datetime.fromisoformat(entry["at"]) == placed[entry["key"]], (row, entry)
                seen += 1
    assert seen > 20


def test_the_next_threshold_is_the_first_that_is_not_said(told: list[Told], present: datetime) -> None:
    for row, _ in told:
        if isinstance(row, Clock):
            unsaid = [entry["at"] for entry in row.thresholds if entry["at"] and not entry["said"]]
            assert row.next_at == (datetime.fromisoformat(min(unsaid)) if unsaid else None), row
            assert row.next_at is None or row.next_at > present, f"{row} should have been said"


def test_each_case_knows_what_is_next_due(present: datetime) -> None:
    for case in Case.objects.all():
        assert case.next_due == next_due(case), case
