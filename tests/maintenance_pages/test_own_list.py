"""A customer's list and start page: the account's own windows and what they mean for it."""

from datetime import datetime

from hostops.lib.now import moved_to
from hostops.policies.actions import contract_bind
from hostops.policies.models import PolicyVersion
from maintenance.actions import notice_answer, window_accept, window_decide, window_propose
from maintenance.models import Addressee
from maintenance.scope import Scope
from tests.house import House
from tests.maintenance.scene import DAY, HOUR, SUNDAY, announced, drafted, planned
from tests.maintenance_pages.pages import listed
from tests.tickets_pages.conftest import Browser
from tests.tickets_pages.pages import page, text


def test_own_windows_alone_and_no_drafts(house: House, tuesday: datetime, browser: Browser) -> None:
    drafted(house)
    window = announced(house)
    assert listed(page(browser(house.stranger), "/windows/")) == [window.number]
    assert "Nothing is planned on your servers." in text(browser(house.contact), "/windows/")
    assert listed(page(browser(house.contact), "/windows/", q=window.number, when="all")) == []


def test_what_each_means(house: House, tuesday: datetime, browser: Browser) -> None:
    announced(house)
    unsure = planned(house, starts_at=SUNDAY + 7 * DAY)
    told = text(browser(house.stranger), "/windows/")
    assert "erp1 Sat 18 Apr 2026, 22:00 to Sun 19 Apr, 02:00 UTC 4 h Outage, about 1 h of downtime: The shop is" in told
    assert "Whether it is used is not decided; you will be told. ◔ Planned, notice follows" in told
    window_decide(actor=house.planner, window=unsure, decision="not_used")
    assert "Nothing: it is not used." in text(browser(house.stranger), "/windows/")


def test_whether_an_answer_is_waited_for(house: House, tuesday: datetime, browser: Browser) -> None:
    announced(house)
    assert "… No answer yet" in text(browser(house.stranger), "/windows/")
    notice_answer(actor=house.stranger, addressee=Addressee.objects.get(), answer="accepted")
    assert "✓ Accepted" in text(browser(house.stranger), "/windows/")


def test_the_past_stands_behind_a_filter(house: House, tuesday: datetime, browser: Browser) -> None:
    window = planned(house)
    with moved_to(SUNDAY + 5 * HOUR):
        assert listed(page(browser(house.stranger), "/windows/")) == []
        assert listed(page(browser(house.stranger), "/windows/", when="past")) == [window.number]


def test_staffs_filters_are_not_a_customers(house: House, tuesday: datetime, browser: Browser) -> None:
    window = announced(house)
    html = page(browser(house.stranger), "/windows/", account="harbor", kind="long")
    assert listed(html) == [window.number]
    assert "What must be done next" not in html


def test_the_start_page_has_what_lies_ahead(house: House, tuesday: datetime, browser: Browser) -> None:
    window = announced(house, scope=Scope(accounts=[house.nordic]))
    html = page(browser(house.stranger), "/")
    assert f'<a href="/windows/{window.number}/">{window.number} Storage firmware</a>' in html
    assert window.number not in page(browser(house.contact), "/")


def test_a_yes_that_is_awaited_is_said(house: House, itpdx: PolicyVersion, tuesday: datetime, browser: Browser) -> None:
    contract_bind(actor=None, contract=house.nordic_contract, version=itpdx, binds_from=tuesday)
    window = drafted(house, "agreed", scope=Scope(servers=[house.server, house.nordic_server]))
    window_propose(actor=house.planner, window=window)
    assert "awaited: accept the times, or propose others" in text(browser(house.contact), "/windows/")
    window_accept(actor=house.contact, window=window)
    assert "awaited" not in text(browser(house.contact), "/windows/")
    assert "awaited: accept the times" in text(browser(house.stranger), "/windows/")
