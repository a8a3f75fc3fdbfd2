"""What happened to a window, as each side may know it."""

from datetime import datetime

from hostops.accounts.models import Person
from hostops.lib.now import moved_to
from maintenance.actions import consultation_log, window_accept, window_change, window_plan, window_propose
from maintenance.models import Window
from maintenance.scope import Scope
from tests.house import House
from tests.maintenance.scene import HOUR, SUNDAY, announced, drafted, planned
from tests.maintenance_pages.pages import address, section
from tests.tickets_pages.conftest import Browser
from tests.tickets_pages.pages import page, words


def told(browser: Browser, who: Person, window: Window) -> str:
    return words(section(page(browser(who), address(window)), "history"))


def test_who_did_what_as_it_was_and_became(house: House, tuesday: datetime, browser: Browser) -> None:
    window = planned(house)
    with moved_to(tuesday + HOUR):
        window_change(actor=house.planner, window=window, ends_at=SUNDAY + 5 * HOUR, impact="degraded")
        shown = told(browser, house.engineer, window)
    assert "Planner changed it, 10 Mar 2026, 18:00 UTC just now" in shown
    assert "Ends: 19 Apr 2026, 02:00 UTC → 19 Apr 2026, 03:00 UTC" in shown
    assert "Impact: Outage → Degraded service" in shown


def test_a_customer_reads_of_its_own_window_and_no_drafting(house: House, tuesday: datetime, browser: Browser) -> None:
    window = announced(house)
    shown = told(browser, house.stranger, window)
    assert "Planner announced it" in shown
    assert "wrote it down" not in shown
    assert "Touches" not in shown


def test_what_staff_weigh_and_others_say_stays_with_staff(house: House, tuesday: datetime, browser: Browser) -> None:
    both = Scope(servers=[house.server, house.nordic_server])
    window = drafted(
        house, "emergency", scope=both, advisory="CVE", justification="A breach.", answers={"proportion": "So."}
    )
    window_plan(actor=house.planner, window=window, word="Secret doubt")
    consultation_log(actor=house.engineer, window=window, account=house.harbor, spoken_with="Zebra", said="Go.")
    html = page(browser(house.stranger), address(window))
    assert "Zebra" not in html
    assert "Secret doubt" not in html
    assert "web1" not in html
    assert "Zebra" in told(browser, house.engineer, window)


def test_another_accounts_yes_is_not_told(house: House, neighbour: Person, tuesday: datetime, browser: Browser) -> None:
    assert neighbour.account
    scope = Scope(servers=[house.server], accounts=[neighbour.account])
    window = window_propose(actor=house.planner, window=drafted(house, "agreed", scope=scope))
    window_accept(actor=house.holder, window=window)
    assert "Harbor Holder accepted the times" in told(browser, house.contact, window)
    assert "Harbor Holder accepted the times" in told(browser, house.planner, window)
    assert "Harbor" not in told(browser, neighbour, window)
