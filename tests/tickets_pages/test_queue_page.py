"""The engineers' queue."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hostops.lib.now import moved_to
from tests.house import House
from tests.tickets.cases import file, phoned
from tests.tickets_pages.conftest import Browser
from tests.tickets_pages.pages import page, rows, text
from tickets.actions import case_assign, case_close, case_resolve
from tickets.models import Case

MINUTE = timedelta(minutes=1)


def queue(browser: Browser, house: House, **query: Any) -> list[str]:
    return rows(page(browser(house.engineer), "/cases/", **query))


def test_order_is_level_1_then_security_then_next_due(house: House, tuesday: datetime, browser: Browser) -> None:
    week, secure, day, outage = file(house, 4), file(house, 4), file(house, 3), phoned(house, 1)
    Case.objects.filter(pk=secure.pk).update(security=True)
    request = file(house, None, actor=house.stranger, account=house.nordic, server=house.nordic_server)
    assert queue(browser, house) == [c.number for c in (outage, secure, request, day, week)]


def test_what_has_ended_is_not_in_the_queue(house: House, tuesday: datetime, browser: Browser) -> None:
    done, closed, new = (file(house, 3) for _ in range(3))
    for case in (done, closed):
        case_resolve(actor=house.engineer, case=case, body="Done.")
    case_close(actor=house.engineer, case=closed)
    assert queue(browser, house) == [new.number]
    assert queue(browser, house, state="resolved") == [done.number]
    assert queue(browser, house, state="all") == [new.number, closed.number, done.number]


def test_open_level_1_is_announced_on_top(house: House, tuesday: datetime, browser: Browser) -> None:
    client = browser(house.engineer)
    file(house, 3)
    assert "Level 1 comes first" not in text(client, "/cases/")
    outage = phoned(house, 1, title="All is gone")
    shown = text(client, "/cases/")
    assert "A catastrophic outage at a customer is being worked on first; the same priority would be yours." in shown
    assert f"{outage.number} All is gone Harbor" in shown
    case_resolve(actor=house.engineer, case=outage, body="Back.")
    assert "Level 1 comes first" not in text(client, "/cases/")


def test_mine_somebodys_and_nobodys(house: House, tuesday: datetime, browser: Browser) -> None:
    mine, theirs, nobodys = (file(house, 3) for _ in range(3))
    case_assign(actor=house.engineer, case=mine, assignee=house.engineer)
    case_assign(actor=house.engineer, case=theirs, assignee=house.second_engineer)
    assert queue(browser, house, assignee="me") == [mine.number]
    assert queue(browser, house, assignee="engineer-two") == [theirs.number]
    assert queue(browser, house, assignee="nobody") == [nobodys.number]


def test_severity_state_and_account(house: House, tuesday: datetime, browser: Browser) -> None:
    phoned(house, 1)
    held, low = phoned(house, 2), file(house, 4)
    request = file(house, None, actor=house.stranger, account=house.nordic, server=house.nordic_server)
    assert queue(browser, house, severity=4) == [low.number]
    assert queue(browser, house, state="held") == [held.number]
    assert queue(browser, house, account="nordic") == [request.number]
    assert queue(browser, house, account="Nord") == [request.number]
    assert queue(browser, house, account="nowhere") == []


def test_breaching_within_the_hour(house: House, tuesday: datetime, browser: Browser) -> None:
    soon, _ = phoned(house, 2), file(house, 3)
    with moved_to(tuesday - 30 * MINUTE):
        late = file(house, None, actor=house.stranger, account=house.nordic, server=house.nordic_server)
    Case.objects.filter(pk=late.pk).update(next_due=tuesday - MINUTE)
    assert queue(browser, house, due="hour") == [late.number, soon.number]
    assert queue(browser, house, due="late") == [late.number]


def test_filters_join(house: House, tuesday: datetime, browser: Browser) -> None:
    one, _ = file(house, 3, title="Basket"), file(house, 4, title="Basket")
    assert queue(browser, house, q="basket", severity=3, assignee="nobody") == [one.number]


def test_fiftieth_row_is_followed_by_the_next_page(house: House, tuesday: datetime, browser: Browser) -> None:
    numbers = [file(house, 4, server=None).number for _ in range(52)]
    first = page(browser(house.engineer), "/cases/")
    following = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = page(browser(house.engineer), f"/cases/{following}")
    assert rows(first) + rows(second) == numbers
    assert len(rows(first)) == 50


def test_pages_ask_no_offset_and_no_full_count(house: House, tuesday: datetime, browser: Browser) -> None:
    for _ in range(52):
        file(house, 4, server=None)
    client = browser(house.engineer)
    first = page(client, "/cases/")
    following = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    with CaptureQueriesContext(connection) as asked:
        page(client, f"/cases/{following}")
    about_cases = [query["sql"] for query in asked.captured_queries if "tickets_case" in query["sql"]]
    assert about_cases
    assert all("LIMIT" in sql and "OFFSET" not in sql for sql in about_cases)


@pytest.mark.parametrize("query", [{"assignee": "ghost"}, {"severity": "9"}, {"due": "never"}, {"after": "made-up"}])
def test_nonsense_is_no_error_of_the_server(house: House, browser: Browser, query: dict[str, str]) -> None:
    assert browser(house.engineer).get("/cases/", query).status_code in (200, 400)


def test_planner_and_manager_have_the_queue_too(house: House, tuesday: datetime, browser: Browser) -> None:
    case = file(house, 3)
    for person in (house.planner, house.manager):
        assert rows(page(browser(person), "/cases/")) == [case.number]
