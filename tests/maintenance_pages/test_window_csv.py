"""The list as CSV and the command palette: the same rows, safe, and nobody else's."""

import csv
from datetime import datetime
from io import StringIO
from typing import Any

import pytest

from hostops.accounts.models import Person
from maintenance.views import export
from tests.house import House
from tests.maintenance.scene import DAY, SUNDAY, announced, drafted, planned
from tests.tickets_pages.conftest import Browser
from tests.tickets_pages.pages import words


def exported(browser: Browser, who: Person, **query: Any) -> list[list[str]]:
    answer = browser(who).get("/windows/windows.csv", query)
    assert (answer.status_code, answer.streaming) == (200, True)
    return list(csv.reader(StringIO(answer.getvalue().decode())))


def test_row_of_a_window(house: House, tuesday: datetime, browser: Browser) -> None:
    window = announced(house, title='Rack "A", first')
    head, row = exported(browser, house.planner)
    assert head[:6] == ["window", "kind", "title", "state", "starts_at", "ends_at"]
    assert row == [
        window.number, "short", 'Rack "A", first', "announced", "2026-04-18T22:00:00Z", "2026-04-19T02:00:00Z",
        "Europe/Stockholm", "used", "outage", "3600", "2026-03-10T17:00:00Z",
    ]  # fmt: skip


def test_has_the_rows_of_the_filters_and_no_foreign_ones(house: House, tuesday: datetime, browser: Browser) -> None:
    drafted(house)
    second = planned(house, starts_at=SUNDAY + 7 * DAY, title="=1+1")
    assert len(exported(browser, house.planner)) == 3
    assert exported(browser, house.planner, state="planned")[1][:3] == [second.number, "short", "'=1+1"]
    assert [row[0] for row in exported(browser, house.stranger)[1:]] == [second.number]
    assert len(exported(browser, house.contact)) == 1


def test_longer_list_than_allowed_says_that_it_is_cut(
    house: House, tuesday: datetime, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "_MOST", 1)
    for _ in range(2):
        drafted(house)
    assert "more than 1" in exported(browser, house.planner)[-1][0]


def test_the_palette_finds_by_number_and_title(house: House, tuesday: datetime, browser: Browser) -> None:
    window = announced(house)

    def found(who: Person, q: str) -> str:
        return words(browser(who).get("/windows/find/", {"q": q}).content.decode())

    for q in (window.number, window.number.lower(), "firmware"):
        assert f"{window.number} Storage firmware" in found(house.planner, q)
        assert f"{window.number} Storage firmware" in found(house.stranger, q)
        assert found(house.contact, q) == ""
    assert found(house.planner, " ") == ""
