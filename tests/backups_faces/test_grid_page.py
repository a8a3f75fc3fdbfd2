"""`/backups/`: five weeks of servers by day, for staff and for customers."""

from datetime import datetime, timedelta

from backups.models import Remark
from hostops.lib.now import moved_to
from tests.backups.house import backed_up, ran
from tests.house import House
from tests.tickets_pages.conftest import Browser
from tests.tickets_pages.pages import page, text

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def test_x(house: House, tuesday: datetime, browser: Browser) -> None:
    backed_up(house, tuesday - 30 * DAY)
    html = page(browser(house.engineer), "/backups/")
    print(len(html)); print(html[html.index("days-head"):][:6000])
    print(text(browser(house.contact), "/backups/"))
