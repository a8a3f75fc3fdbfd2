"""What was expected of schedules and how each slot stands, read for many at once."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from backups.lines import lines_of
from backups.models import Schedule
from backups.slots import Slot, slots_between
from hostops.lib.now import moved_to
from tests.backups.house import DAY, HOUR, Schedules, backed_up, ran
from tests.house import House

SLOT = datetime(2026, 3, 11, 0, 0, tzinfo=UTC)


@pytest.fixture
def kept(house: House, tuesday: datetime) -> Schedules:
    return backed_up(house)


def between(schedule: Schedule, start: datetime, end: datetime, at: datetime) -> list[Slot]:
    return slots_between([schedule], start, end, at)[schedule.pk]


def test_nothing_was_expected_before_the_promise(kept: Schedules, tuesday: datetime) -> None:
    found = between(kept["erp1", "daily"], tuesday - 10 * DAY, tuesday + 3 * DAY, tuesday)
    assert [(slot.at, slot.state) for slot in found] == [(SLOT + n * DAY, "pending") for n in range(3)]


def test_each_state(kept: Schedules, tuesday: datetime) -> None:
    daily = kept["erp1", "daily"]
    with moved_to(SLOT + 5 * DAY):
        ran(daily, SLOT + HOUR)
        ran(daily, SLOT + DAY + 5 * HOUR, started_at=SLOT + DAY)
        ran(daily, SLOT + 2 * DAY + HOUR, "failed")
    found = between(daily, SLOT, SLOT + 6 * DAY, SLOT + 5 * DAY + HOUR)
    assert [slot.state for slot in found] == ["ok", "late", "failed", "missed", "missed", "pending"]
    assert [slot.late for slot in found] == ["", "ran_on", "", "", "", ""]
    assert found[0].until == SLOT + DAY
    assert found[-1].until == SLOT + 6 * DAY
    assert found[0].due_at == SLOT + 4 * HOUR


def test_what_came_later_is_not_known_then(kept: Schedules) -> None:
    daily = kept["erp1", "daily"]
    with moved_to(SLOT + 5 * HOUR):
        ran(daily, SLOT + 2 * HOUR)
    states = [between(daily, SLOT, SLOT + DAY, SLOT + n * HOUR)[0].state for n in (1, 2, 9)]
    assert states == ["pending", "ok", "ok"]


def test_a_schedule_without_slots_in_the_span_has_an_empty_list(kept: Schedules, tuesday: datetime) -> None:
    occasional, yearly = kept["web1", "occasional_code"], kept["erp1", "yearly"]
    found = slots_between([occasional, yearly], tuesday, tuesday + 30 * DAY)
    assert found == {occasional.pk: [], yearly.pk: []}


def test_a_run_counts_up_to_the_next_slot_though_it_lies_behind_the_span(kept: Schedules) -> None:
    weekly = kept["erp1", "weekly"]
    slot = datetime(2026, 3, 15, 1, 0, tzinfo=UTC)
    with moved_to(slot + 7 * DAY):
        ran(weekly, slot + 6 * DAY)
    [found] = between(weekly, slot, slot + HOUR, slot + 7 * DAY)
    assert (found.at, found.state, found.late) == (slot, "late", "came_late")


def test_statements_follow_neither_schedules_nor_runs(kept: Schedules, tuesday: datetime) -> None:
    with moved_to(SLOT + 9 * DAY):
        for n in range(9):
            ran(kept["erp1", "daily"], SLOT + n * DAY + HOUR)
            ran(kept["erp1", "snapshot"], SLOT + n * DAY + HOUR)
    with CaptureQueriesContext(connection) as few:
        slots_between([kept["erp1", "daily"]], SLOT, SLOT + DAY, SLOT + DAY)
    with CaptureQueriesContext(connection) as many:
        slots_between(list(kept.values()), SLOT, SLOT + 35 * DAY, SLOT + 9 * DAY)
    assert len(few) == len(many) <= 5


def test_nobody_asks_nothing(db: None) -> None:
    assert slots_between([], SLOT, SLOT + DAY) == {}
    assert lines_of([]) == {}
