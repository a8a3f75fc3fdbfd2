"""`/reports/`: the figures, what they mean, and that each leads to what it counts."""

import csv
import re
from datetime import datetime
from html import unescape
from io import StringIO
from typing import Any

import pytest

from hostops.accounts.models import Person
from hostops.clocks.models import Clock
from tests.browsing import HTMX, browser_of, text_of
from tests.house import House
from tests.tickets_reports.rows import attribute

MARCH = {"period": "2026-03", "zone": "America/Los_Angeles"}


def page(person: Person, where: str = "/reports/", **query: str) -> str:
    answer = browser_of(person).get(where, {**MARCH, **query})
    assert answer.status_code == 200
    return str(answer.content.decode())


def table(html: str, ident: str) -> dict[str, list[str]]:
    """Each row of the table below the heading: its first cell, and the text of the others."""
    part = html[html.index(f'id="{ident}"') :]
    body = part[part.index("<tbody>") : part.index("</table>")]
    rows = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S) for row in body.split("</tr>")]
    cells = [[" ".join(unescape(re.sub(r"<[^>]+>", " ", cell)).split()) for cell in row] for row in rows]
    return {row[0]: row[1:] for row in cells if row}


def links(html: str) -> list[tuple[str, int]]:
    """Every link to the list of promises with the count that it is on."""
    found = re.findall(r'<a href="(/reports/cases/\?[^"]+)">(\d+)</a>', html)
    return [(unescape(url), int(count)) for url, count in found]


def test_the_figures_of_a_month(house: House, march: dict[str, Clock]) -> None:
    html = page(house.manager)
    assert table(html, "by-promise") == {
        "First response, Level 1": ["2", "1", "1", "1", "50.0 %", "100.0 %", "–", "–"],
        "First response, Level 3": ["3", "1", "2", "0", "33.3 %", "33.3 %", "50.0 %", "▼ 16.7"],
        "First response": ["1", "1", "0", "0", "100.0 %", "100.0 %", "–", "–"],
        "All promises": ["6", "3", "3", "1", "50.0 %", "60.0 %", "50.0 %", "= 0.0"],
    }


def test_by_account_the_worst_first(house: House, march: dict[str, Clock]) -> None:
    assert table(page(house.manager), "by-account") == {
        "Harbor": ["5", "2", "3", "1", "40.0 %", "50.0 %", "50.0 %", "▼ 10.0"],
        "Nordic": ["1", "1", "0", "0", "100.0 %", "100.0 %", "–", "–"],
    }


def test_every_figure_leads_to_exactly_what_it_counts(house: House, march: dict[str, Clock]) -> None:
    browser = browser_of(house.manager)
    found = links(page(house.manager))
    assert len(found) > 15
    for url, count in found:
        answer = browser.get(url)
        assert answer.context["count"] == count, url
        assert len(answer.context["rows"]) == count, url


def test_the_trend_comes_after_the_rest_and_by_a_link(house: House, march: dict[str, Clock]) -> None:
    found = re.search(
        r'id="trend-panel"[^>]* hx-get="([^"]+)" hx-trigger="load" hx-select="#trend-panel"', page(house.manager)
    )
    assert found
    assert f'<a href="{found[1]}">' in page(house.manager)
    in_place = browser_of(house.manager).get(unescape(found[1]), headers=HTMX).content.decode()
    assert 'id="trend-panel"' in in_place
    assert "<html" not in in_place
    by_itself = text_of(browser_of(house.manager).get(unescape(found[1])))
    assert "All accounts, up to March 2026" in by_itself


def test_a_trend_that_makes_no_sense_says_so(house: House) -> None:
    assert "This cannot be counted." in page(house.manager, "/reports/trend/", period="never")


def test_each_month_of_the_trend_leads_to_its_promises(house: House, march: dict[str, Clock]) -> None:
    html = page(house.manager, "/reports/trend/")
    months = re.findall(r'<a href="([^"]+)">([\d.]+)<span class="heat-of">of (\d+)</span>', html)
    assert [(share, count) for _, share, count in months] == [
        ("50.0", "2"), ("50.0", "2"), ("33.3", "3"), ("100.0", "1"), ("50.0", "2"), ("50.0", "6"),
    ]  # fmt: skip
    for url, _, count in months:
        assert browser_of(house.manager).get(unescape(url)).context["count"] == int(count)


def test_the_definition_stands_beside_the_figures(house: House, march: dict[str, Clock]) -> None:
    text = text_of(browser_of(house.manager).get("/reports/"))
    for words in ("How these figures are counted", "rounded down", "put down by a manager", "Days of"):
        assert words in text
    assert "days of America/Los_Angeles" in text_of(browser_of(house.manager).get("/reports/cases/", MARCH))


@pytest.mark.parametrize(
    ("query", "decided"),
    [
        ({"severity": "1"}, "2"),
        ({"severity": "0"}, "1"),
        ({"account": "harbor"}, "5"),
        ({"kind": "response"}, "6"),
        ({"period": "2026-Q1"}, "8"),
        ({"period": "2026"}, "8"),
        ({"period": "own", "first": "2026-03-08", "last": "2026-03-09"}, "2"),
        ({"period": "", "first": "2026-03-08", "last": "2026-03-09"}, "2"),
        ({"period": "2026-03-08..2026-03-09"}, "2"),
    ],
)
def test_what_it_may_be_narrowed_by(house: House, march: dict[str, Clock], query: dict[str, str], decided: str) -> None:
    assert f"of {decided} decided" in page(house.manager, **query)


def test_nothing_decided_says_so(house: House, march: dict[str, Clock]) -> None:
    assert "No promise was decided." in page(house.manager, kind="progress")


@pytest.mark.parametrize(
    "query",
    [
        {"period": "nonsense"},
        {"period": "own"},
        {"period": "own", "first": "2026-03-09", "last": "2026-03-01"},
        {"period": "1990-01-01..2026-01-01"},
        {"zone": "Nowhere/At_All"},
        {"account": "nobody"},
        {"severity": "99"},
        {"kind": "closing"},
    ],
)
def test_a_question_that_makes_no_sense_is_said_at_its_field(
    house: House, march: dict[str, Clock], query: dict[str, str]
) -> None:
    for path in ("/reports/", "/reports/cases/"):
        answer = browser_of(house.manager).get(path, {**MARCH, **query})
        assert answer.status_code == 200
        assert b"invalid-feedback" in answer.content
        assert "This cannot be" in text_of(answer)
        assert links(answer.content.decode()) == []
    for path in ("attainment.csv", "trend.csv", "cases.csv", "attainment.pdf"):
        assert browser_of(house.manager).get(f"/reports/{path}", {**MARCH, **query}).status_code == 400


def test_an_attribution_is_found_in_the_report(house: House, march: dict[str, Clock]) -> None:
    attribute(house, march["late"], "third_party")
    assert table(page(house.manager), "by-promise")["First response, Level 3"][3:6] == ["1", "33.3 %", "50.0 %"]
    attribute(house, march["open_late"], "provider")
    assert table(page(house.manager), "by-promise")["First response, Level 3"][3:6] == ["1", "33.3 %", "50.0 %"]


def test_an_account_holder_reads_its_own_promises_alone(house: House, march: dict[str, Clock]) -> None:
    html = page(house.holder)
    assert "of 5 decided" in html
    assert 'id="by-account"' not in html
    assert "Nordic" not in html
    assert "of 5 decided" in page(house.holder, account="nordic")
    for url, count in links(html):
        assert browser_of(house.holder).get(url).context["count"] == count


@pytest.mark.parametrize("who", ["contact", "viewer"])
@pytest.mark.parametrize("path", ["", "attainment.csv", "attainment.pdf", "trend/", "trend.csv", "cases/", "cases.csv"])
def test_other_customers_may_not(house: House, who: str, path: str) -> None:
    browser = browser_of(getattr(house, who))
    assert browser.get(f"/reports/{path}").status_code == 403
    assert b'href="/reports/"' not in browser.get("/policies/").content


@pytest.mark.parametrize("who", ["manager", "planner", "engineer", "holder"])
def test_the_menu_leads_there(house: House, who: str) -> None:
    assert b'href="/reports/"' in browser_of(getattr(house, who)).get("/policies/").content


def test_the_zone_decides_which_month_it_was(house: House, tuesday: datetime) -> None:
    from tests.tickets_reports.rows import promise

    promise(house, datetime.fromisoformat("2026-03-01T05:00:00+00:00"), None)
    assert "of 1 decided" in page(house.manager, zone="Europe/Stockholm")
    assert "of 1 decided" in page(house.manager, period="2026-02", zone="America/Los_Angeles")


def rows(answer: Any) -> list[list[str]]:
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.reader(StringIO(answer.content.decode())))


def test_csv_of_every_account_kind_and_level(house: House, march: dict[str, Clock]) -> None:
    head, *found = rows(browser_of(house.manager).get("/reports/attainment.csv", MARCH))
    assert head[:7] == ["account", "name", "kind", "severity", "from", "to", "zone"]
    assert found[0] == [
        "harbor", "Harbor", "response", "1", "2026-03-01", "2026-03-31", "America/Los_Angeles",
        "2", "1", "1", "1", "50.0", "100.0", "February 2026", "0", "0", "0", "0", "", "",
    ]  # fmt: skip
    assert [row[0] for row in found] == ["harbor", "harbor", "nordic"]


def test_csv_of_the_trend(house: House, march: dict[str, Clock]) -> None:
    found = rows(browser_of(house.manager).get("/reports/trend.csv", MARCH))
    assert ["response", "3", "2026-02", "America/Los_Angeles", "2", "1", "1", "0", "50.0", "50.0"] in found
    assert len(found) == 1 + 12 * 3
