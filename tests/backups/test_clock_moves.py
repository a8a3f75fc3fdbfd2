"""What is heard, and slots that come, move a schedule's clock."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from backups.models import Schedule
from backups.turning import runs_heard, slots_turn
from hostops.alerts.models import Alert
from hostops.alerts.sweep import sweep
from hostops.clocks.models import Cycle
from hostops.lib.now import moved_to
from tests.backups.house import DAY, HOUR, backed_up, clock_of, ran, unheard
from tests.house import House

# erp1's daily slot: 01:00 in Frankfurt, four hours of grace
SLOT = datetime(2026, 3, 11, 0, 0, tzinfo=UTC)


@pytest.fixture
def daily(house: House, tuesday: datetime) -> Schedule:
    return backed_up(house)["erp1", "daily"]


def cycles(schedule: Schedule) -> list[tuple[datetime | None, datetime | None, bool]]:
    """Slot, when a copy came, and whether it was cancelled, of the cycles that have made room."""
    rows = Cycle.objects.filter(clock=clock_of(schedule)).order_by("cycle")
    return [(row.started_at, row.stopped_at, row.cancelled_at is not None) for row in rows]


def test_the_first_good_run_keeps_the_slot_and_the_next_is_owed(daily: Schedule) -> None:
    with moved_to(SLOT + 2 * HOUR):
        ran(daily, SLOT + HOUR)
    assert cycles(daily) == [(SLOT, SLOT + HOUR, False)]
    assert clock_of(daily).started_at == SLOT + DAY
    daily.refresh_from_db()
    assert daily.look_at == SLOT + DAY


def test_a_second_good_run_changes_nothing(daily: Schedule) -> None:
    with moved_to(SLOT + 3 * HOUR):
        ran(daily, SLOT + HOUR)
        ran(daily, SLOT + 2 * HOUR)
    assert cycles(daily) == [(SLOT, SLOT + HOUR, False)]
    assert clock_of(daily).started_at == SLOT + DAY


def test_an_earlier_good_run_heard_later_counts(daily: Schedule) -> None:
    with moved_to(SLOT + 7 * HOUR):
        ran(daily, SLOT + 6 * HOUR)
        ran(daily, SLOT + HOUR)
    assert cycles(daily) == [(SLOT, SLOT + HOUR, False)]


def test_of_two_good_runs_heard_at_once_the_first_counts(daily: Schedule) -> None:
    with moved_to(SLOT + 3 * HOUR):
        runs_heard([unheard(daily, SLOT + n * HOUR) for n in (3, 1, 2)], actor=None)
    assert cycles(daily) == [(SLOT, SLOT + HOUR, False)]


def test_a_failed_run_keeps_nothing(daily: Schedule) -> None:
    with moved_to(SLOT + 2 * HOUR):
        ran(daily, SLOT + HOUR, "failed")
    assert cycles(daily) == []
    assert clock_of(daily).stopped_at is None


def test_a_run_with_warnings_left_a_copy(daily: Schedule) -> None:
    with moved_to(SLOT + 2 * HOUR):
        ran(daily, SLOT + HOUR, "warning")
    assert cycles(daily) == [(SLOT, SLOT + HOUR, False)]


def test_statements_do_not_follow_the_runs(house: House, tuesday: datetime) -> None:
    kept = list(backed_up(house).values())
    counts = []
    for part in (kept[:1], kept):
        with moved_to(SLOT + 2 * HOUR), CaptureQueriesContext(connection) as found:
            runs_heard([unheard(one, SLOT + 2 * HOUR) for one in part], actor=None)
        counts.append(len([one for one in found if 'INSERT INTO "backups_run"' not in one["sql"]]) - 2 * len(part))
    assert counts[0] <= counts[1] <= counts[0] + 1


def test_a_miss_turns_with_the_next_slot(daily: Schedule) -> None:
    for at in (SLOT, SLOT + DAY):
        with moved_to(at):
            slots_turn()
    assert cycles(daily) == [(SLOT, None, False)]
    clock = clock_of(daily)
    assert (clock.started_at, clock.stopped_at) == (SLOT + DAY, None)


def test_after_days_without_a_worker_each_slot_has_its_cycle(daily: Schedule) -> None:
    with moved_to(SLOT + 3 * DAY + HOUR):
        slots_turn()
    assert cycles(daily) == [(SLOT + n * DAY, None, False) for n in range(3)]
    assert clock_of(daily).started_at == SLOT + 3 * DAY


def test_what_is_heard_of_an_earlier_slot_is_written_into_its_cycle(daily: Schedule) -> None:
    with moved_to(SLOT + DAY + HOUR):
        slots_turn()
        ran(daily, SLOT + HOUR)
    assert cycles(daily) == [(SLOT, SLOT + HOUR, False)]
    assert clock_of(daily).started_at == SLOT + DAY


def test_a_run_of_a_slot_that_nobody_has_turned_to_yet(daily: Schedule) -> None:
    with moved_to(SLOT + 2 * DAY + 2 * HOUR):
        ran(daily, SLOT + 2 * DAY + HOUR)
    stopped = SLOT + 2 * DAY + HOUR
    assert cycles(daily) == [(SLOT, None, False), (SLOT + DAY, None, False), (SLOT + 2 * DAY, stopped, False)]


def test_several_slots_heard_of_at_once(daily: Schedule) -> None:
    with moved_to(SLOT + 2 * DAY + 2 * HOUR):
        runs_heard([unheard(daily, SLOT + n * DAY + HOUR) for n in (2, 0, 1)], actor=None)
    assert cycles(daily) == [(SLOT + n * DAY, SLOT + n * DAY + HOUR, False) for n in range(3)]


def test_a_run_before_the_promise_is_history_and_moves_no_clock(daily: Schedule, tuesday: datetime) -> None:
    run = ran(daily, tuesday - 3 * DAY)
    assert run.slot_at == SLOT - 4 * DAY
    assert cycles(daily) == []


def test_a_missed_nightly_backup_raises_its_alert_by_itself(daily: Schedule) -> None:
    with moved_to(SLOT + 4 * HOUR):
        sweep()
    [alert] = Alert.objects.filter(clock=clock_of(daily))
    assert (alert.threshold, alert.instant, alert.cycle) == ("breach", SLOT + 4 * HOUR, 1)


def test_what_came_in_time_is_not_told(daily: Schedule) -> None:
    with moved_to(SLOT + HOUR):
        ran(daily, SLOT + HOUR)
    with moved_to(SLOT + 5 * HOUR):
        slots_turn()
        sweep()
    assert not Alert.objects.filter(clock=clock_of(daily)).exists()


def test_a_miss_is_told_though_the_clock_has_turned_before_the_sweep_came(daily: Schedule) -> None:
    with moved_to(SLOT + DAY + HOUR):
        slots_turn()
        sweep()
    [alert] = Alert.objects.filter(clock=clock_of(daily))
    assert (alert.threshold, alert.cycle, alert.tell) == ("breach", 1, ["engineers", "planners"])


def test_an_occasional_tier_has_no_clock_and_its_runs_move_none(house: House, tuesday: datetime) -> None:
    occasional = backed_up(house)["web1", "occasional_code"]
    assert ran(occasional, tuesday - HOUR, "failed").slot_at is None
    assert not occasional.subject.clocks.exists()
    assert occasional.look_at is None
    assert not Alert.objects.exists()
