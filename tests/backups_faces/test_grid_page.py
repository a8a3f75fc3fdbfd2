"""`/backups/`: five weeks of servers by day, all of them for staff, their own for customers."""

import csv
import re
from datetime import datetime, timedelta
from io import StringIO

import pytest

from backups.views import grid as views
from hostops.accounts.models import Person, Server
from tests.backups.house import Schedules, backed_up, ran
from tests.house import BEGAN, House
from tests.tickets_pages.conftest import Browser
from tests.tickets_pages.pages import page, text
from tests.tickets_pages.test_query_counts import asked

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
NIGHT = datetime.fromisoformat("2026-03-10T00:00:00Z")
# session, person, bell; the tiers to choose from; servers, and the nine of their days
MOST, MOST_BYTES = 14, 100_000


@pytest.fixture
def of_old(house: House, tuesday: datetime) -> Schedules:
    return backed_up(house, tuesday - 60 * DAY)


def servers(html: str) -> list[str]:
    return re.findall(r"<a href=/backups/servers/\d+/>([^<]+)</a>", html)


def test_staff_see_every_server_and_whose_it_is(house: House, of_old: Schedules, browser: Browser) -> None:
    html = page(browser(house.engineer), "/backups/")
    assert servers(html) == ["erp1", "web1"]
    assert "erp1</a> Nordic" in html


def test_customers_see_their_own_alone(house: House, of_old: Schedules, browser: Browser) -> None:
    html = page(browser(house.viewer), "/backups/", account="nordic")
    assert servers(html) == ["web1"]
    assert 'name="account"' not in html


def test_staff_look_at_exceptions_first(house: House, of_old: Schedules, browser: Browser, tuesday: datetime) -> None:
    assert 'hx-get="/backups/first/"' in page(browser(house.engineer), "/backups/")
    assert "/backups/first/" not in page(browser(house.engineer), "/backups/", q="web")
    assert "/backups/first/" not in page(browser(house.contact), "/backups/")
    ran(of_old["web1", "nightly_code"], tuesday - HOUR, "failed")
    shown = text(browser(house.engineer), "/backups/first/")
    assert "web1, Nightly backup of code Harbor, slot of 10 Mar 2026, 00:00 UTC" in shown
    assert browser(house.contact).get("/backups/first/").status_code == 404


def test_a_day_says_what_it_was_and_leads_there(house: House, of_old: Schedules, browser: Browser) -> None:
    schedule = of_old["web1", "nightly_code"]
    ran(schedule, NIGHT + HOUR, "failed")
    html = page(browser(house.contact), "/backups/")
    where = f"/backups/{schedule.number}/#d0310"
    assert f'<td class=f><a href={where} aria-label="Failed, 10 Mar">!</a>' in html
    assert '<tr id="d0310">' in page(browser(house.contact), where)


def test_further_back_the_link_says_so(house: House, of_old: Schedules, browser: Browser) -> None:
    html = page(browser(house.contact), "/backups/", until="2026-02-20")
    number = of_old["web1", "nightly_code"].number
    link = re.search(rf"href=(/backups/{number}/\?until=2026-02-20#d0220)", html)
    assert link
    assert '<tr id="d0220">' in page(browser(house.contact), link[1])
    assert '<a href="?until=2026-03-10">Later' in html


def test_days_on_which_nothing_came_are_one_bar(house: House, of_old: Schedules, browser: Browser) -> None:
    html = page(browser(house.contact), "/backups/", tier="nightly_code")
    where = f"/backups/{of_old['web1', 'nightly_code'].number}/"
    assert f'<td class=m colspan=35><a href={where}#d0310 aria-label="Missed, 10 Mar">✕ 35 days</a>' in html


def test_a_line_has_few_links_however_often_it_went_wrong(house: House, of_old: Schedules, browser: Browser) -> None:
    for days in range(0, 30, 2):
        ran(of_old["web1", "nightly_code"], NIGHT - days * DAY + HOUR)
    html = page(browser(house.contact), "/backups/", tier="nightly_code")
    assert html.count("<td class=m>") == 14  # and the days before them in one
    assert len(re.findall(r"#d\d{4} aria-label", html)) == 3


@pytest.mark.parametrize(
    ("query", "found"),
    [({"q": "WEB"}, ["web1"]), ({"account": "nordic"}, ["erp1"]), ({"account": "harb"}, ["web1"]),
     ({"tier": "snapshot"}, ["erp1"]), ({"only": "overdue"}, ["web1"]), ({"only": "failed"}, ["erp1"])],
)  # fmt: skip
def test_filters(
    house: House, of_old: Schedules, browser: Browser, tuesday: datetime, query: dict[str, str], found: list[str]
) -> None:
    for (server, tier), schedule in of_old.items():
        if server == "erp1" and tier != "snapshot":
            ran(schedule, tuesday - 2 * HOUR)
    ran(of_old["erp1", "snapshot"], tuesday - 3 * HOUR, "failed")
    ran(of_old["erp1", "snapshot"], tuesday - HOUR)
    assert servers(page(browser(house.planner), "/backups/", **query)) == found


@pytest.mark.parametrize("query", [{"until": "soon"}, {"until": "1000-01-01"}, {"tier": "nosuch"}, {"q": "nosuch"}])
def test_a_question_that_finds_nothing_says_so(
    house: House, of_old: Schedules, browser: Browser, query: dict[str, str]
) -> None:
    assert "Nothing matches these filters." in text(browser(house.planner), "/backups/", **query)


def test_without_schedules_it_says_where_they_come_from(house: House, browser: Browser) -> None:
    assert "from the policy that binds its contract" in text(browser(house.engineer), "/backups/")
    assert "from your policy" in text(browser(house.contact), "/backups/")


def test_a_name_is_no_markup(house: House, tuesday: datetime, browser: Browser) -> None:
    Server.objects.filter(pk=house.server.pk).update(hostname="<script>x</script>")
    backed_up(house)
    html = page(browser(house.contact), "/backups/")
    assert "&lt;script&gt;x" in html
    assert "<script>x" not in html


def exported(browser: Browser, who: Person, **query: str) -> list[list[str]]:
    answer = browser(who).get("/backups/grid.csv", query)
    assert (answer.status_code, answer.streaming) == (200, True)
    return list(csv.reader(StringIO(answer.getvalue().decode())))


def test_csv_has_the_same_rows(house: House, of_old: Schedules, browser: Browser) -> None:
    ran(of_old["web1", "nightly_code"], NIGHT + HOUR)
    head, first, *others = exported(browser, house.engineer, tier="nightly_code")
    assert head[:5] == ["account", "server", "schedule", "tier", "2026-02-04"]
    assert first[:4] == ["harbor", "web1", of_old["web1", "nightly_code"].number, "nightly_code"]
    assert (first[-2:], others) == (["missed", "ok"], [])
    assert {row[1] for row in exported(browser, house.stranger)[1:]} == {"erp1"}


def test_csv_of_many_servers(
    house: House, of_old: Schedules, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "_AT_ONCE", 1)
    assert len(exported(browser, house.engineer)) == 1 + 9
    monkeypatch.setattr(views, "_MOST", 2)
    assert "more than 2" in exported(browser, house.engineer)[-1][0]


def test_fifty_servers_cost_what_one_does_and_weigh_little(house: House, tuesday: datetime, browser: Browser) -> None:
    backed_up(house, tuesday - 60 * DAY)
    one = asked(browser, house.engineer, "/backups/?account=nordic")[0]
    for number in range(50):
        Server.objects.create(
            account=house.nordic, contract=house.nordic_contract, hostname=f"node-{number}.nordic.example",
            registered_at=BEGAN, online_at=BEGAN,
        )  # fmt: skip
    backed_up(house, tuesday - 60 * DAY)
    # nothing was heard of any of them: more to say than there ever is
    statements, size = asked(browser, house.engineer, "/backups/")
    assert statements <= MOST
    assert asked(browser, house.engineer, "/backups/?account=nordic")[0] == one
    assert size < MOST_BYTES
