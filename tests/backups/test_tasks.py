"""What the desk does by itself, by beat: the whole way from a slot to the alert that nobody asked for."""

from datetime import UTC, datetime

import pytest

from backups import tasks, turning
from backups.models import Schedule
from backups.places import Place
from hostops.alerts.models import Alert, Delivery
from hostops.alerts.tasks import sweep
from hostops.celery import app
from hostops.lib.now import moved_to
from tests.backups.house import DAY, HOUR, backed_up, clock_of, ran
from tests.house import House

SLOT = datetime(2026, 3, 11, 0, 0, tzinfo=UTC)


def round_at(at: datetime) -> None:
    """As beat has them done."""
    with moved_to(at):
        tasks.follow()
        tasks.turn()
        sweep()


def test_beat_has_both_done() -> None:
    app.loader.import_default_modules()
    wanted = {entry["task"] for entry in app.conf.beat_schedule.values()}
    assert {"backups.tasks.turn", "backups.tasks.follow"} <= wanted <= set(app.tasks)


def test_a_missed_nightly_backup_is_told_by_itself(house: House, tuesday: datetime) -> None:
    for hour in range(9):
        round_at(SLOT + (hour - 3) * HOUR)
    missed = Alert.objects.filter(threshold="breach", clock__kind="backup")
    assert {alert.clock.subject.title for alert in missed} == {"Daily incremental backup, erp1"}
    assert missed.get().instant == SLOT + 4 * HOUR
    assert Delivery.objects.filter(alert=missed.get(), recipient=house.engineer).exists()


def test_a_week_of_nights(house: House, tuesday: datetime) -> None:
    """Kept on even nights, missed on odd ones: each night is told of once, or not at all."""
    daily = backed_up(house)["erp1", "daily"]
    for night in range(7):
        for hour in (0, 2, 5, 12, 23):
            round_at(SLOT + night * DAY + hour * HOUR)
            if hour == 2 and night % 2 == 0:
                with moved_to(SLOT + night * DAY + 3 * HOUR):
                    ran(daily, SLOT + night * DAY + 2 * HOUR)
    clock = clock_of(daily)
    alerts = Alert.objects.filter(clock=clock, threshold="breach").order_by("instant")
    assert [alert.instant for alert in alerts] == [SLOT + night * DAY + 4 * HOUR for night in (1, 3, 5)]
    stops = [cycle.stopped_at is not None for cycle in clock.cycles.order_by("cycle")]
    assert stops == [night % 2 == 0 for night in range(7)]


def test_one_that_cannot_be_looked_at_stops_nobody_else(
    house: House, tuesday: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = backed_up(house)
    daily, code = kept["erp1", "daily"], kept["web1", "nightly_code"]
    turned = turning._turned_at

    def breaks_on_daily(place: Place, instant: datetime) -> object:
        if place.schedule.pk == daily.pk:
            raise LookupError("a promise that nobody can read")
        return turned(place, instant)

    monkeypatch.setattr(turning, "_turned_at", breaks_on_daily)
    with moved_to(SLOT + DAY + HOUR):
        tasks.turn()
    assert clock_of(code).started_at == SLOT + DAY
    assert clock_of(daily).started_at == SLOT
    look_at = Schedule.objects.get(pk=daily.pk).look_at
    assert look_at is not None
    assert look_at > SLOT + DAY + HOUR
