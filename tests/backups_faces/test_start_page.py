"""What a customer's start page says of backups."""

from datetime import datetime, timedelta

from tests.backups.house import backed_up, ran
from tests.house import House
from tests.tickets_pages.conftest import Browser
from tests.tickets_pages.pages import page, text
from tests.tickets_pages.test_query_counts import asked

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
NIGHT = datetime.fromisoformat("2026-03-10T00:00:00Z")


def test_the_last_two_days_and_what_is_to_be_looked_at(house: House, tuesday: datetime, browser: Browser) -> None:
    made = backed_up(house, tuesday - 20 * DAY)
    for schedule in (made["web1", "nightly_code"], made["web1", "nightly_database"]):
        for days in range(1, 4):
            ran(schedule, NIGHT - days * DAY + 3 * HOUR)
    ran(made["web1", "nightly_code"], NIGHT + 2 * HOUR)
    shown = text(browser(house.contact), "/")
    assert "3 of 4 expected in the last two days came in time." in shown
    assert "✕ Missed web1, nightly database Tue 10 Mar" in shown
    assert "nightly code" not in shown
    assert "erp1" not in shown
    where = f'href="/backups/{made["web1", "nightly_database"].number}/#d0310"'
    assert where in page(browser(house.contact), "/")


def test_without_schedules_there_is_nothing_to_say(house: House, browser: Browser) -> None:
    assert "home-backups" not in page(browser(house.contact), "/")


def test_what_it_costs(house: House, tuesday: datetime, browser: Browser) -> None:
    before = asked(browser, house.contact, "/")[0]
    backed_up(house, tuesday - 20 * DAY)
    # terms, promises, runs, windows, remarks, runs of no slot; the servers and their schedules are asked for before
    assert asked(browser, house.contact, "/")[0] <= before + 7
