"""Downtime inside windows that were lived through by the desk's own actions."""

from datetime import date, datetime
from typing import Any

from hostops.lib.now import moved_to
from maintenance.actions import window_announce, window_cancel, window_change, window_finish
from maintenance.availability.figures import Figures, figures_of
from maintenance.availability.reckoning import reckon
from maintenance.scope import Scope
from tests.house import House
from tests.maintenance.scene import DAY, HOUR, SUNDAY, announced, begun, decided, mailed, planned
from tests.maintenance_availability.scene import down

APRIL = date(2026, 4, 1)


def april(house: House) -> Figures:
    """Nordic's, with its server down for two hours from the window's start on."""
    with moved_to(SUNDAY + DAY):
        down(house, SUNDAY, SUNDAY + 2 * HOUR, server=house.nordic_server)
        return figures_of(reckon([house.nordic], APRIL, SUNDAY + DAY)[house.nordic.pk], APRIL)


def seconds(figures: Figures) -> tuple[int, int]:
    return figures["scheduled_seconds"], figures["unscheduled_seconds"]


def test_announced_in_time_and_worked_in(house: House, tuesday: datetime) -> None:
    window = begun(house, announced(house))
    with moved_to(SUNDAY + 2 * HOUR):
        window_finish(actor=house.engineer, window=window, done="Firmware 8.2 is in.")
    found = april(house)
    assert seconds(found) == (7200, 0)
    assert found["servers"][0]["windows"][0]["over_estimate_seconds"] == 3600


def test_announced_too_late(house: House, tuesday: datetime) -> None:
    window = decided(house, planned(house))
    with moved_to(SUNDAY - 2 * DAY):
        window_announce(actor=house.planner, window=window)
        mailed()
    assert seconds(april(house)) == (0, 7200)


def test_announced_as_not_used(house: House, tuesday: datetime) -> None:
    window = decided(house, planned(house), decision="not_used", expected_downtime=None)
    window_announce(actor=house.planner, window=window)
    mailed()
    assert seconds(april(house)) == (0, 7200)


def test_cancelled(house: House, tuesday: datetime) -> None:
    window_cancel(actor=house.planner, window=announced(house), reason="The vendor withdrew it.")
    assert seconds(april(house)) == (0, 7200)


def test_moved_with_a_new_notice_in_time(house: House, tuesday: datetime) -> None:
    window = announced(house)
    given: dict[str, Any] = {"starts_at": SUNDAY + HOUR, "ends_at": SUNDAY + 5 * HOUR}
    window_change(actor=house.planner, window=window, **given)
    mailed()
    assert seconds(april(house)) == (3600, 3600)


def test_a_server_that_a_change_left_out(house: House, tuesday: datetime) -> None:
    window = announced(house, scope=Scope(servers=[house.nordic_server]))
    window.affected.update(dropped_at=tuesday)
    assert seconds(april(house)) == (0, 7200)
