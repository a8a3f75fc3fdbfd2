"""`/availability/` as people read it."""

from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hostops.policies.models import PolicyVersion
from maintenance.actions.months import month_close
from maintenance.models import AvailabilityMonth
from tests.house import House
from tests.maintenance_availability.scene import DAY, HOUR, MINUTE, announced, committed, down
from tests.tickets_pages.conftest import Browser

PAGE = "/availability/"
FEBRUARY = date(2026, 2, 1)


def shown(browser: Browser, who: object, query: str = "") -> str:
    answer = browser(who).get(f"{PAGE}{query}")  # type: ignore[arg-type]
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_the_number_the_strip_and_what_is_left(house: House, browser: Browser, tuesday: datetime) -> None:
    down(house, tuesday - HOUR, tuesday - HOUR + MINUTE)
    page = shown(browser, house.viewer)
    assert "99.9977 %" in page
    assert "99.99 %" in page
    assert "3 min 27 s may still be down before 99.99 % is missed." in page
    assert '<rect class="strip-down"' in page
    assert "Outside every announced window: it counts" in page
    assert "Seconds left" in page  # the definition
    assert "style=" not in page


def test_a_missed_month_says_by_how_much(house: House, browser: Browser, tuesday: datetime) -> None:
    down(house, tuesday - HOUR, tuesday)
    assert "99.99 % is missed by 55 min 33 s." in shown(browser, house.contact)


def test_a_window_over_its_estimate_is_flagged(house: House, browser: Browser, tuesday: datetime) -> None:
    window = announced(house.server, tuesday - 2 * HOUR, tuesday - HOUR)
    down(house, tuesday - 2 * HOUR, tuesday - HOUR)
    page = shown(browser, house.contact)
    assert "Over its estimate" in page
    assert f"/windows/{window.number}/" in page


def test_a_commitment_that_is_not_stated(house: House, browser: Browser, tuesday: datetime) -> None:
    page = shown(browser, house.stranger)
    assert "No percentage is committed, so none is kept or missed." in page
    assert "The contract must state the percentage (iptor:5a) and does not." in page


def test_staff_see_all_accounts_and_one_in_full(
    house: House, iptor: PolicyVersion, browser: Browser, tuesday: datetime
) -> None:
    committed(house, iptor, "99.5")
    page = shown(browser, house.engineer)
    assert "Harbor" in page
    assert "99.5 %" in page
    one = shown(browser, house.engineer, "?account=nordic&month=2026-02")
    assert "Availability of Nordic, February 2026" in one
    assert "Over, not closed" in one


def test_customers_see_their_own_whatever_they_ask(house: House, browser: Browser, tuesday: datetime) -> None:
    page = shown(browser, house.stranger, "?account=harbor")
    assert "web1" not in page
    assert "erp1" in page


def test_a_closed_month_shows_its_revisions_and_that_the_hash_verifies(
    house: House, browser: Browser, tuesday: datetime
) -> None:
    first = month_close(actor=house.manager, account=house.harbor, month=FEBRUARY)
    down(house, tuesday - 20 * DAY, tuesday - 20 * DAY + MINUTE)
    page = shown(browser, house.viewer, "?month=2026-02")
    assert "Revision 2, shown here" in page
    assert first.sha256 in page
    assert page.count("The hash is that of the figures") == 2
    assert "harbor: seconds that count as down 0, now 60" in page
    assert "kept, with 3 min 1 s to spare" in page
    assert "Revision 1, shown here" in shown(browser, house.viewer, "?month=2026-02&revision=1")
    assert browser(house.viewer).get(f"{PAGE}?month=2026-02&revision=9").status_code == 404


@pytest.mark.parametrize(
    ("query", "words"),
    [("?month=2026-04", "This month has not begun."), ("?month=soon", "Write a month as 2026-10."),
     ("?month=2024-01", "No server was registered in this month.")],
)  # fmt: skip
def test_what_cannot_be_shown(house: House, browser: Browser, tuesday: datetime, query: str, words: str) -> None:
    assert words in shown(browser, house.contact, query)


def test_months_that_lie_ahead_have_no_accounts(house: House, browser: Browser, tuesday: datetime) -> None:
    assert "This month has not begun." in shown(browser, house.planner, "?month=2026-05")


def test_a_manager_closes_a_month(house: House, browser: Browser, tuesday: datetime) -> None:
    where = f"{PAGE}close/?account=harbor&month=2026-02"
    assert "Close the month" in browser(house.manager).get(where).content.decode()
    done = browser(house.manager).post(where, {"reason": ""})
    assert (done.status_code, done["Location"]) == (302, f"{PAGE}?account=harbor&month=2026-02")
    assert AvailabilityMonth.objects.get().closed_by == house.manager
    again = browser(house.manager).post(where, {"reason": ""})
    assert (again.status_code, "nothing differs" in again.content.decode()) == (409, True)
    assert browser(house.engineer).get(where).status_code == 403
    assert browser(house.manager).get(f"{PAGE}close/").status_code == 404


def test_csv(house: House, browser: Browser, tuesday: datetime) -> None:
    lines = browser(house.contact).get("/availability/availability.csv?month=2026-02").getvalue().decode().splitlines()
    assert lines[0].startswith("account,server,contract,timezone,month,total_seconds")
    assert lines[1].startswith("harbor,web1,C-harbor-0,America/Los_Angeles,2026-02,2419200,2419200,0")
    lines = browser(house.manager).get("/availability/availability.csv").getvalue().decode().splitlines()
    assert [line.split(",")[0] for line in lines[1:]] == ["harbor", "nordic"]


def test_what_the_pages_cost(house: House, browser: Browser, tuesday: datetime) -> None:
    down(house, tuesday - HOUR, tuesday)
    shown(browser, house.engineer)
    for query, most in [("", 12), ("?account=harbor", 12)]:
        client = browser(house.engineer)
        client.get(f"{PAGE}{query}")
        with CaptureQueriesContext(connection) as caught:
            client.get(f"{PAGE}{query}")
        assert len(caught) <= most, query
