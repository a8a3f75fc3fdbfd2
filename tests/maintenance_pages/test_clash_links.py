"""What a window runs into leads to its page."""

from datetime import datetime

from tests.house import House
from tests.maintenance.scene import planned
from tests.maintenance_pages.pages import address, typed
from tests.tickets_pages.conftest import Browser


def test_clash_is_a_link(house: House, tuesday: datetime, browser: Browser) -> None:
    other = planned(house)
    html = browser(house.planner).post("/windows/check/", typed()).content.decode()
    assert f'<a href="{address(other)}">{other.number}</a> window Storage firmware' in html
