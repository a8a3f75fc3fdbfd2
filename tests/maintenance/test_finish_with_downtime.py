"""A window is finished with what was down in it, recorded as downtimes of the window (iptor:5d)."""

from datetime import datetime

import pytest

from hostops.lib.errors import BadField
from hostops.lib.now import moved_to
from maintenance.actions import window_finish
from maintenance.actions.downed import Down
from maintenance.models import Downtime, Source, Window
from tests.house import House
from tests.maintenance.scene import HOUR, SUNDAY, announced, begun
from tests.tickets_api.conftest import Callers


@pytest.fixture
def running(house: House, tuesday: datetime) -> Window:
    """Over nordic's server, an hour of downtime announced."""
    return begun(house, announced(house))


def down(house: House, minutes: int, until: int | None) -> Down:
    ends = None if until is None else SUNDAY + HOUR / 60 * until
    return Down(house.nordic_server, SUNDAY + HOUR / 60 * minutes, ends)


def test_each_is_a_downtime_of_the_window(house: House, running: Window) -> None:
    with moved_to(SUNDAY + 2 * HOUR):
        window_finish(
            actor=house.engineer, window=running, done="Done.", downtimes=[down(house, 10, 20), down(house, 30, None)]
        )
    first, second = Downtime.objects.order_by("starts_at")
    assert (first.server, first.window, first.source) == (house.nordic_server, running, Source.WINDOW)
    assert (first.ends_at, second.ends_at) == (SUNDAY + HOUR / 3, None)
    assert first.cause == f"{running.number}, Storage firmware"
    assert running.state == "completed"


def test_one_that_cannot_be_is_told_at_its_place_and_nothing_is_done(house: House, running: Window) -> None:
    foreign = Down(house.server, SUNDAY, SUNDAY + HOUR)
    wrong = {"downtimes.1.server": [foreign], "downtimes.1.ends_at": [down(house, 30, 10)]}
    with moved_to(SUNDAY + 2 * HOUR):
        for field, downs in wrong.items():
            with pytest.raises(BadField) as refused:
                window_finish(actor=house.engineer, window=running, done="Done.", downtimes=[down(house, 1, 2), *downs])
            assert list(refused.value.errors) == [field]
    running.refresh_from_db()
    assert (running.state, Downtime.objects.count()) == ("in_progress", 0)


def test_by_rest(house: House, running: Window, calls: Callers) -> None:
    where = f"/api/v1/windows/{running.number}/finish/"
    told = {"server": "erp1", "starts_at": "2026-04-18T22:10:00Z", "ends_at": "2026-04-18T22:20:00Z"}
    with moved_to(SUNDAY + 2 * HOUR):
        answer = calls.engineer.post(where, {"done": "Done.", "downtimes": [told, {**told, "server": "web9"}]})
        assert [error["pointer"] for error in answer.json()["errors"]] == ["/downtimes/1/server"]
        assert calls.engineer.post(where, {"done": "Done.", "downtimes": [told]}).json()["state"] == "completed"
    assert Downtime.objects.get().starts_at == SUNDAY + HOUR / 6
