"""A month's report: on a page, as CSV, as PDF and by REST, all with the same figures."""

import csv
from datetime import date, datetime, timedelta
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from backups.models import Remark
from backups.report import month_report
from backups.rules.tally import Tally
from hostops.accounts.models import Server
from tests.backups.house import Schedules, backed_up, ran
from tests.house import BEGAN, House
from tests.tickets_pages.conftest import Browser
from tests.tickets_pages.pages import page, text
from tests.tickets_pages.test_query_counts import asked

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
PAGE, CALL = "/backups/report/", "/api/v1/backups/report/"
FEBRUARY = date(2026, 2, 1)


def night(day: int) -> datetime:
    """The slot of `nightly_code` on that day of February: 01:00 in Frankfurt."""
    return datetime.fromisoformat(f"2026-02-{day:02}T00:00:00Z")


@pytest.fixture
def february(house: House, tuesday: datetime) -> Schedules:
    """Nightly copies of code: 24 kept, one late, one failed, one missed, one missed and closed; nothing else came."""
    made = backed_up(house, tuesday - 60 * DAY)
    schedule = made["web1", "nightly_code"]
    for day in range(5, 29):
        ran(schedule, night(day) + HOUR)
    ran(schedule, night(1) + 9 * HOUR)
    ran(schedule, night(2) + HOUR, "failed")
    about: dict[str, Any] = {"schedule": schedule, "written_by": house.engineer, "written_at": tuesday}
    Remark.objects.create(slot_at=night(3), reason="resources", words="The disk was full.", **about)
    return made


def test_what_a_month_came_to(house: House, february: Schedules, tuesday: datetime) -> None:
    report = month_report(house.harbor, FEBRUARY, tuesday)
    tiers = {tier.name: found for tier, found in report.by_tier}
    assert list(tiers) == ["nightly_code", "nightly_database", "weekly_offsite_database"]
    assert tiers["nightly_code"] == Tally(kept=24, late=1, failed=1, missed=2, closed=1)
    assert tiers["nightly_database"] == Tally(missed=28)
    assert report.total == sum(tiers.values(), Tally())
    assert [row.sign for row in report.unkept if row.line.schedule == february["web1", "nightly_code"]] == [
        "late", "failed", "closed", "missed",
    ]  # fmt: skip


def test_a_month_that_runs_has_slots_ahead(house: House, february: Schedules, tuesday: datetime) -> None:
    nightly = {tier.name: found for tier, found in month_report(house.harbor, date(2026, 3, 1), tuesday).by_tier}
    assert nightly["nightly_code"] == Tally(missed=10, ahead=21)


def test_a_month_is_that_of_the_servers_place(house: House, tuesday: datetime) -> None:
    """In Frankfurt the nightly copy of 1 February is expected at midnight UTC: in Portland it would be January."""
    backed_up(house, datetime.fromisoformat("2026-01-31T12:00:00Z"))
    report = month_report(house.harbor, date(2026, 1, 1), tuesday)
    assert report.lines == []
    assert month_report(house.harbor, FEBRUARY, tuesday).by_tier[0][1].promised == 28


def test_it_costs_the_same_for_many_servers(house: House, tuesday: datetime) -> None:
    counts = []
    for number in range(2):
        for other in range(10 * number):
            Server.objects.create(
                account=house.harbor,
                contract=house.contract,
                hostname=f"s{other}",
                registered_at=BEGAN,
                online_at=BEGAN,
            )
        backed_up(house, tuesday - 60 * DAY)
        with CaptureQueriesContext(connection) as caught:
            month_report(house.harbor, FEBRUARY, tuesday)
        counts.append(len(caught))
    assert counts[0] == counts[1] <= 10


def test_the_page(house: House, february: Schedules, browser: Browser) -> None:
    shown = text(browser(house.viewer), PAGE, month="2026-02")
    assert "Backups, February 2026" in shown
    assert "Nightly backup of code itpdx:5g by best efforts 28 24 1 2 1 85.71 %" in shown
    assert "Resources: The disk was full." in shown
    assert "erp1" not in shown
    link = f'href="/backups/{february["web1", "nightly_code"].number}/?until=2026-02-28#d0201"'
    assert link in page(browser(house.viewer), PAGE, month="2026-02")


def test_staff_choose_an_account(house: House, february: Schedules, browser: Browser) -> None:
    assert "Which account?" in text(browser(house.engineer), PAGE)
    assert "Backups of Nordic, March 2026" in text(browser(house.engineer), PAGE, account="nordic")


def test_customers_have_one_whatever_they_ask(house: House, february: Schedules, browser: Browser) -> None:
    assert "web1" not in text(browser(house.stranger), PAGE, account="harbor", month="2026-02")


@pytest.mark.parametrize(
    ("month", "words"),
    [("2026-04", "This month has not begun."), ("soon", "Write a month as 2026-10."),
     ("2024-01", "Nothing was promised in this month.")],
)  # fmt: skip
def test_what_cannot_be_shown(house: House, february: Schedules, browser: Browser, month: str, words: str) -> None:
    assert words in text(browser(house.contact), PAGE, month=month)


def test_csv(house: House, february: Schedules, browser: Browser) -> None:
    answer = browser(house.engineer).get(f"{PAGE}report.csv", {"account": "harbor", "month": "2026-02"})
    assert answer["Content-Disposition"] == 'attachment; filename="backups-harbor-2026-02.csv"'
    rows = list(csv.DictReader(StringIO(answer.getvalue().decode())))
    assert [row["tier"] for row in rows] == ["nightly_code", "nightly_database", "weekly_offsite_database"]
    assert {name: rows[0][name] for name in ("server", "clause", "promised", "kept", "closed", "share")} == {
        "server": "web1", "clause": "itpdx:5g", "promised": "28", "kept": "24", "closed": "1", "share": "85.71",
    }  # fmt: skip


@pytest.mark.parametrize("file", ["report.csv", "report.pdf"])
def test_a_file_is_not_made_of_another_question(house: House, browser: Browser, file: str) -> None:
    for query in ({}, {"account": "harbor", "month": "2026-13"}, {"account": "harbor", "month": "2030-01"}):
        assert browser(house.engineer).get(f"{PAGE}{file}", query).status_code == 400


@pytest.mark.parametrize("name", ["Harbor", "Żółć Łódź", "Хостинг Київ"])
def test_pdf(house: House, february: Schedules, browser: Browser, name: str) -> None:
    house.harbor.name = name
    house.harbor.save()
    answer = browser(house.contact).get(f"{PAGE}report.pdf", {"month": "2026-02"})
    assert answer["Content-Type"] == "application/pdf"
    found = " ".join(" ".join(one.extract_text() for one in PdfReader(BytesIO(answer.content)).pages).split())
    assert f"Backups: {name}" in found
    assert "Nightly backup of code 28 24 1 2 1 0 85.71 %" in found
    assert "resources: The disk was full." in found
    assert "What these figures mean" in found


def test_rest(house: House, february: Schedules, browser: Browser) -> None:
    data = browser(house.contact).get(CALL, {"month": "2026-02"}).json()
    assert (data["account"], data["month"], data["at"]) == ("harbor", "2026-02", "2026-03-10T17:00:00Z")
    assert data["tiers"][0] == {
        "tier": "nightly_code", "title": "Nightly backup of code", "clause": "itpdx:5g", "best_effort": True,
        "promised": 28, "kept": 24, "late": 1, "missed": 2, "failed": 1, "quiet": 0, "ahead": 0, "suspicious": 0,
        "closed": 1, "share": "85.71",
    }  # fmt: skip
    mine = [row for row in data["unkept"] if row["tier"] == "nightly_code"]
    assert [(row["day"], row["state"], row["slot"]) for row in mine] == [
        ("2026-02-01", "late", "2026-02-01T00:00:00Z"),
        ("2026-02-02", "failed", "2026-02-02T00:00:00Z"),
        ("2026-02-03", "missed", "2026-02-03T00:00:00Z"),
        ("2026-02-04", "missed", "2026-02-04T00:00:00Z"),
    ]
    assert mine[2]["remarks"][0]["words"] == "The disk was full."


@pytest.mark.parametrize(
    "query", [{}, {"account": "nosuch"}, {"account": "harbor", "month": "2026-13"}, {"account": "harbor", "day": "1"},
              {"account": "harbor", "month": "2030-01"}],
)  # fmt: skip
def test_rest_refuses_what_makes_no_sense(house: House, browser: Browser, query: dict[str, str]) -> None:
    assert browser(house.engineer).get(CALL, query).status_code == 400


def test_strangers_and_nobody(house: House, browser: Browser) -> None:
    assert browser(house.stranger).get(CALL, {"account": "harbor"}).status_code == 400
    assert Client().get(CALL, {"account": "harbor"}).status_code == 401


def test_what_the_page_costs(house: House, february: Schedules, browser: Browser) -> None:
    # session, person, bell, accounts to choose from (twice), and the ten of the report
    assert asked(browser, house.engineer, f"{PAGE}?account=harbor&month=2026-02")[0] <= 16
