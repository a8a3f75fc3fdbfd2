"""The list of schedules, one schedule's page, and how both are found."""

import csv
from datetime import datetime, timedelta
from io import StringIO

import pytest

from backups.models import Remark
from hostops.accounts.models import Server
from hostops.policies.actions import contract_bind
from hostops.policies.models import PolicyVersion
from tests.backups.house import Schedules, backed_up, ran
from tests.house import House
from tests.tickets_pages.conftest import Browser
from tests.tickets_pages.pages import page, text, words
from tests.tickets_pages.test_query_counts import asked

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
NIGHT = datetime.fromisoformat("2026-03-10T00:00:00Z")
LIST = "/backups/schedules/"
MOST_ON_THE_LIST, MOST_ON_A_PAGE = 12, 20


@pytest.fixture
def of_old(house: House, tuesday: datetime) -> Schedules:
    return backed_up(house, tuesday - 60 * DAY)


def test_the_list_says_what_is_expected_when_and_what_came_last(
    house: House, of_old: Schedules, browser: Browser
) -> None:
    schedule = of_old["web1", "nightly_code"]
    ran(schedule, NIGHT + HOUR)
    shown = text(browser(house.contact), LIST)
    assert f"{schedule.number} web1 Nightly backup of code ( itpdx:5g ) 11 Mar 2026, 00:00 UTC in 7 h ✓ OK" in shown
    assert "✕ Missed due 10 Mar 2026, 07:00 UTC 10 h late" in shown  # the databases
    assert "Occasional backup of code ( itpdx:5h ) at any time, nothing is due none yet" in shown
    assert "erp1" not in shown


def test_filters_of_the_list(house: House, of_old: Schedules, browser: Browser) -> None:
    number = of_old["erp1", "snapshot"].number

    def listed(**query: str) -> int:
        return page(browser(house.planner), LIST, **query).count("data-row-link")

    assert [listed(), listed(account="nordic"), listed(tier="snapshot"), listed(q=number.lower())] == [9, 5, 1, 1]
    Server.objects.filter(pk=house.nordic_server.pk).update(retired_at=house.server.registered_at)
    backed_up(house)
    assert [listed(), listed(state="ended"), listed(state="all")] == [4, 5, 9]


def test_csv_of_the_list(house: House, of_old: Schedules, browser: Browser) -> None:
    answer = browser(house.planner).get(f"{LIST}schedules.csv", {"tier": "daily"})
    head, row = list(csv.reader(StringIO(answer.getvalue().decode())))
    assert head[0] == "schedule"
    assert row[1:8] == ["nordic", "erp1", "daily", "daily", "iptor:2a", "", "2026-03-11T00:00:00Z"]


def test_the_page_of_a_schedule(house: House, of_old: Schedules, browser: Browser, tuesday: datetime) -> None:
    schedule = of_old["web1", "nightly_code"]
    ran(schedule, NIGHT + HOUR, bytes=3_000_000_000, tool="restic")
    ran(schedule, NIGHT - DAY + 8 * HOUR, started_at=NIGHT - DAY)
    figure = {"what": "size", "value": 1, "median": 9, "percent": 12, "bound": 50, "runs": 14}
    ran(schedule, NIGHT - 2 * DAY + HOUR, suspicious=[figure])
    Remark.objects.create(
        schedule=schedule, slot_at=NIGHT - 3 * DAY, reason="resources", words="The disk was full.",
        written_by=house.engineer, written_at=tuesday,
    )  # fmt: skip
    shown = text(browser(house.contact), f"/backups/{schedule.number}/")
    assert "Nightly, full, the code, by best efforts, kept 7 days; due at 01:00 with 6 hours of grace" in shown
    assert "2 of 35 kept, 1 late, 32 missed." in shown
    assert "◷ Late began in time and ran on" in shown
    assert "Size is 12 % of the median of the last 14 good runs" in shown
    assert "Resources: The disk was full. (Engineer)" in shown
    assert "2.8 GB" in shown
    assert "restic" in shown


def test_terms_are_told_with_their_reason(
    house: House, of_old: Schedules, itpdx: PolicyVersion, browser: Browser, tuesday: datetime
) -> None:
    override = ("backups.tiers.nightly_code.time_of_day", "03:00", "Statement of Work, section 4")
    contract_bind(actor=None, contract=house.contract, version=itpdx, binds_from=tuesday, overrides=[override])
    backed_up(house)
    shown = text(browser(house.contact), f"/backups/{of_old['web1', 'nightly_code'].number}/")
    assert "due at 03:00" in shown
    assert "The contract sets it otherwise: Statement of Work, section 4" in shown


def test_an_occasional_tier_expects_nothing(house: House, of_old: Schedules, browser: Browser) -> None:
    shown = text(browser(house.contact), f"/backups/{of_old['web1', 'occasional_code'].number}/")
    assert "Nothing is expected of these copies; what comes is recorded." in shown


def test_a_year_is_longer_than_five_weeks(house: House, of_old: Schedules, browser: Browser) -> None:
    shown = text(browser(house.stranger), f"/backups/{of_old['erp1', 'yearly'].number}/")
    assert "No slot lies in these weeks. The next one: 2 Jan 2027" in shown


@pytest.mark.parametrize(
    ("until", "status"), [("2026-01-20", 200), ("soon", 400), ("2100-01-01", 200), ("0001-01-01", 400)]
)
def test_further_back(house: House, of_old: Schedules, browser: Browser, until: str, status: int) -> None:
    where = f"/backups/{of_old['web1', 'nightly_code'].number}/"
    assert browser(house.contact).get(where, {"until": until}).status_code == status


def test_a_foreign_schedule_does_not_exist(house: House, of_old: Schedules, browser: Browser) -> None:
    where = f"/backups/{of_old['web1', 'nightly_code'].number}/"
    assert browser(house.stranger).get(where).status_code == 404
    assert browser(house.viewer).get(where).status_code == 200


def test_the_palette_finds_by_number_and_by_server(house: House, of_old: Schedules, browser: Browser) -> None:
    number = of_old["web1", "nightly_code"].number

    def found(who: object, q: str) -> str:
        return words(browser(who).get("/backups/find/", {"q": q}).content.decode())  # type: ignore[arg-type]

    for q in (number, number.lower(), "web"):
        assert f"{number} web1 nightly code" in found(house.engineer, q)
        assert found(house.stranger, q) == ""
    assert found(house.engineer, " ") == ""


def test_what_the_pages_cost(house: House, of_old: Schedules, browser: Browser) -> None:
    assert asked(browser, house.planner, LIST)[0] <= MOST_ON_THE_LIST
    assert asked(browser, house.planner, f"{LIST}?state=overdue&account=harbor&q=web")[0] <= MOST_ON_THE_LIST + 1
    schedule = of_old["web1", "nightly_code"]
    ran(schedule, NIGHT + HOUR)
    one = asked(browser, house.contact, f"/backups/{schedule.number}/")[0]
    for days in range(1, 20):
        ran(schedule, NIGHT - days * DAY + HOUR)
    assert asked(browser, house.contact, f"/backups/{schedule.number}/")[0] == one <= MOST_ON_A_PAGE
