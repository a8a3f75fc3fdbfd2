"""Finishing asks what was down, where the notice told customers to expect it."""

from datetime import datetime

import pytest

from hostops.lib.now import moved_to
from maintenance.models import Downtime, Window
from tests.house import House
from tests.maintenance.scene import HOUR, SUNDAY, announced, begun
from tests.maintenance_pages.pages import address
from tests.tickets_pages.conftest import Browser
from tests.tickets_pages.pages import text

TYPED = {"done": "Flashed.", "down_from": "2026-04-18T22:10:00", "down_until": "2026-04-18T22:40:00"}


@pytest.fixture
def running(house: House, tuesday: datetime) -> Window:
    """Over nordic's server, an hour of downtime announced."""
    return begun(house, announced(house))


def test_the_page_asks_where_customers_were_told_to_expect_it(
    house: House,
    running: Window,
    browser: Browser,
) -> None:
    engineer, where = browser(house.engineer), address(running, "finish")
    with moved_to(SUNDAY + 2 * HOUR):
        assert "Was anything down?" in text(engineer, where)
        sent = {"version": running.version, **TYPED}
        assert "Say whether anything was down." in engineer.post(where, sent).content.decode()
        wrong = engineer.post(where, {**sent, "was_down": "yes", "down_servers": "web9"})
        assert "The window has no server web9." in wrong.content.decode()
        wrong = engineer.post(where, {**sent, "was_down": "yes", "down_until": "2026-04-18T22:05:00"})
        assert "This ends before it starts, or within the same second." in wrong.content.decode()
        engineer.post(where, {**sent, "was_down": "yes"})
    row = Downtime.objects.get()
    assert (row.server, row.starts_at, row.ends_at) == (house.nordic_server, SUNDAY + HOUR / 6, SUNDAY + HOUR / 1.5)


def test_nothing_was_down(house: House, running: Window, browser: Browser) -> None:
    with moved_to(SUNDAY + 2 * HOUR):
        sent = {"version": running.version, "done": "Flashed.", "was_down": "no", "down_from": ""}
        browser(house.engineer).post(address(running, "finish"), sent)
    running.refresh_from_db()
    assert (running.state, Downtime.objects.count()) == ("completed", 0)
