"""The list as CSV: the same rows, safe in a spreadsheet."""

import csv
from datetime import datetime
from io import StringIO
from typing import Any

import pytest

from hostops.accounts.models import Person
from hostops.web.csvs import cell
from tests.house import House
from tests.tickets.cases import file, phoned
from tests.tickets_pages.conftest import Browser
from tickets.actions import case_assign, case_resolve, case_tag
from tickets.views import export


def exported(browser: Browser, person: Person, **query: Any) -> list[list[str]]:
    answer = browser(person).get("/cases/cases.csv", query)
    assert answer.status_code == 200
    assert answer.streaming
    text = answer.getvalue().decode()
    return list(csv.reader(StringIO(text)))


def test_row_of_a_case(house: House, tuesday: datetime, browser: Browser) -> None:
    case = file(house, 3, title='Basket "A", empty')
    case_assign(actor=house.engineer, case=case, assignee=house.engineer)
    head, row = exported(browser, house.engineer)
    assert head == ["case", "account", "subject", "state", "severity", "assignee", "received_at", "next_due", "tags"]
    assert row[:6] == [case.number, "harbor", 'Basket "A", empty', "new", "3", "Engineer"]
    assert row[6:] == ["2026-03-10T17:00:00Z", "2026-03-12T00:00:00Z", ""]


def test_tags_are_for_staff_alone(house: House, tuesday: datetime, browser: Browser) -> None:
    case_tag(actor=house.engineer, case=file(house, 3), tags=["raid", "disk"])
    head, row = exported(browser, house.engineer)
    assert (head[-1], row[-1]) == ("tags", "disk, raid")
    for person in (house.contact, house.holder, house.viewer):
        head, row = exported(browser, person)
        assert "tags" not in head
        assert len(row) == len(head)
        assert not any("disk" in value for value in row)


def test_columns_of_the_page_change_nothing_of_it(house: House, tuesday: datetime, browser: Browser) -> None:
    file(house, 3)
    plain = exported(browser, house.engineer)
    assert exported(browser, house.engineer, columns=["server", "tags", "reporter"]) == plain


def test_comes_as_a_download(house: House, tuesday: datetime, browser: Browser) -> None:
    answer = browser(house.contact).get("/cases/cases.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="cases.csv"'


def test_has_the_rows_of_the_filters_in_their_order(house: House, tuesday: datetime, browser: Browser) -> None:
    low, high, done = file(house, 4), phoned(house, 1), file(house, 4)
    case_resolve(actor=house.engineer, case=done, body="Done.")
    assert [row[0] for row in exported(browser, house.engineer)[1:]] == [high.number, low.number]
    assert [row[0] for row in exported(browser, house.engineer, severity=4)[1:]] == [low.number]
    assert [row[0] for row in exported(browser, house.contact)[1:]] == [high.number, low.number, done.number]


@pytest.mark.parametrize("evil", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_formula_is_text(house: House, tuesday: datetime, browser: Browser, evil: str) -> None:
    file(house, 3, title=evil)
    assert exported(browser, house.engineer)[1][2] == f"'{evil}"


@pytest.mark.parametrize("evil", ["\t=1", "\r=1"])
def test_formula_behind_white_space_is_text_too(evil: str) -> None:
    assert cell(evil) == f"'{evil}"


def test_foreign_cases_are_not_in_it(house: House, neighbour: Person, tuesday: datetime, browser: Browser) -> None:
    file(house, 3)
    assert len(exported(browser, neighbour)) == 1


def test_longer_list_than_allowed_says_that_it_is_cut(
    house: House, tuesday: datetime, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "_MOST", 2)
    for _ in range(3):
        file(house, 4)
    found = exported(browser, house.engineer)
    assert len(found) == 4
    assert "more than 2" in found[-1][0]
