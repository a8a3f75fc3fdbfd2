"""Alerts that wake nobody wait for the person's own day."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from hostops.alerts.hours import next_in_day

STOCKHOLM = ZoneInfo("Europe/Stockholm")
EIGHT, TWENTY = time(8), time(20)


def _at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "then"),
    [
        (_at(10, 9), _at(10, 9)),  # 10:00 in Stockholm
        (_at(10, 7), _at(10, 7)),  # exactly when the day starts
        (_at(10, 6, 59), _at(10, 7)),
        (_at(10, 19), _at(11, 7)),  # exactly when it ends
        (_at(10, 23), _at(11, 7)),
        (_at(10, 0), _at(10, 7)),
    ],
)
def test_waits_for_the_morning_of_the_persons_zone(now: datetime, then: datetime) -> None:
    assert next_in_day(now, STOCKHOLM, EIGHT, TWENTY) == then


def test_morning_after_the_clocks_went_forward_comes_an_hour_sooner() -> None:
    saturday_night = datetime(2026, 3, 28, 22, tzinfo=UTC)
    assert next_in_day(saturday_night, STOCKHOLM, EIGHT, TWENTY) == datetime(2026, 3, 29, 6, tzinfo=UTC)


def test_morning_that_the_clocks_skip_moves_forward() -> None:
    before = datetime(2026, 3, 29, 0, tzinfo=UTC)
    assert next_in_day(before, STOCKHOLM, time(2, 30), TWENTY) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "then"), [(_at(10, 22), _at(10, 22)), (_at(10, 4), _at(10, 4)), (_at(10, 12), _at(10, 21))]
)
def test_night_shift_runs_over_midnight(now: datetime, then: datetime) -> None:
    assert next_in_day(now, STOCKHOLM, time(22), time(6)) == then


def test_day_that_ends_when_it_starts_never_ends() -> None:
    assert next_in_day(_at(10, 3), STOCKHOLM, EIGHT, EIGHT) == _at(10, 3)
