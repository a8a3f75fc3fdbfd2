"""`/reports/cases/`: the promises behind a figure."""

import csv
from datetime import datetime
from io import StringIO

import pytest

from hostops.clocks.models import Clock
from hostops.lib.now import moved_to
from tests.browsing import browser_of, text_of
from tests.house import House
from tests.tickets.cases import clock, phoned
from tests.tickets_reports.rows import DAY, HOUR, promise
from tickets.actions import case_resolve, message_add, severity_set
from tickets.reports.views import promises as listing

MARCH = {"period": "2026-03", "zone": "America/Los_Angeles"}


def test_a_row_says_what_became_of_it(house: House, march: dict[str, Clock]) -> None:
    text = text_of(browser_of(house.manager).get("/reports/cases/", {**MARCH, "result": "breached"}))
    assert "3 promises" in text
    assert "1 h late" in text
    assert "5 min late, still open" in text
    assert "Put down to: The customer. So it was." in text


def test_past_cycles_are_promises_of_their_own(house: House, march: dict[str, Clock]) -> None:
    answer = browser_of(house.manager).get("/reports/cases/", {**MARCH, "period": "2026-02"})
    found = [(row.promise.cycle, row.promise.kept) for row in answer.context["rows"]]
    assert found == [(2, True), (1, False)]
    assert f"/clocks/{march['february'].pk}/?cycle=1" in answer.content.decode()


@pytest.mark.parametrize(
    ("result", "names"),
    [
        ("kept", {"kept", "grave", "nordic"}),
        ("breached", {"late", "excused", "open_late"}),
        ("excused", {"excused"}),
        ("held", {"late", "open_late"}),
        ("", {"kept", "grave", "nordic", "late", "excused", "open_late"}),
    ],
)
def test_which_of_them(house: House, march: dict[str, Clock], result: str, names: set[str]) -> None:
    answer = browser_of(house.manager).get("/reports/cases/", {**MARCH, "result": result})
    assert {row.promise.clock for row in answer.context["rows"]} == {march[name].pk for name in names}


def test_newest_first_in_pages_both_ways(house: House, tuesday: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "_PER_PAGE", 2)
    made = [promise(house, tuesday - (1 + day // 2) * HOUR, None).pk for day in range(5)]
    made.sort(key=lambda pk: (Clock.objects.get(pk=pk).due_at, pk), reverse=True)
    browser = browser_of(house.manager)
    pages = [browser.get("/reports/cases/", MARCH)]
    for _ in range(2):
        pages.append(browser.get("/reports/cases/", {**MARCH, "after": pages[-1].context["page"].after}))
    shown = [[row.promise.clock for row in page.context["rows"]] for page in pages]
    assert shown == [made[:2], made[2:4], made[4:]]
    assert pages[2].context["page"].after is None
    back = browser.get("/reports/cases/", {**MARCH, "before": pages[2].context["page"].before})
    assert [row.promise.clock for row in back.context["rows"]] == made[2:4]
    assert browser.get("/reports/cases/", {**MARCH, "after": "x"}).status_code == 400


def test_a_severity_that_is_lowered_takes_no_breach_along(house: House, tuesday: datetime) -> None:
    case = phoned(house, 1)
    with moved_to(tuesday + HOUR):
        message_add(actor=house.engineer, case=case, body="On it.")
        severity_set(actor=house.engineer, case=case, severity=3, reason="core_restored", note="Up again.")
    with moved_to(tuesday + DAY):
        browser = browser_of(house.manager)
        grave = browser.get("/reports/cases/", {**MARCH, "severity": "1", "kind": "response"}).context["rows"]
        assert [(row.promise.clock, row.promise.kept, row.promise.level) for row in grave] == [
            (clock(case).pk, False, 1)
        ]


def test_a_life_of_a_case_is_told_promise_by_promise(house: House, tuesday: datetime) -> None:
    case = phoned(house, 1)
    with moved_to(tuesday + HOUR / 12):
        message_add(actor=house.engineer, case=case, body="On it.")
    with moved_to(tuesday + 2 * HOUR):
        message_add(actor=house.engineer, case=case, body="Found it.")
    with moved_to(tuesday + 2.5 * HOUR):
        case_resolve(actor=house.engineer, case=case, body="Done.")
        rows = browser_of(house.manager).get("/reports/cases/", MARCH).context["rows"]
    # the resolution ends the second gap of news in time; the first was an hour, and took two
    assert [(row.what, row.promise.cycle, row.promise.kept) for row in rows] == [
        ("Next news", 2, True), ("Next news", 1, False), ("First response", 1, True),
    ]  # fmt: skip


def test_as_csv(house: House, march: dict[str, Clock]) -> None:
    answer = browser_of(house.manager).get("/reports/cases.csv", {**MARCH, "result": "excused"})
    head, row = csv.reader(StringIO(answer.content.decode()))
    assert head[:5] == ["case", "account", "title", "kind", "severity"]
    assert row[1] == "harbor"
    assert row[3:6] == ["response", "1", "1"]
    assert row[-2:] == ["breached", "customer"]
