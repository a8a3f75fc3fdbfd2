"""`/patching/` and `/patching/compliance/`: all for staff, their own for customers."""

import csv
import re
from collections.abc import Mapping
from datetime import datetime
from io import BytesIO, StringIO

import pytest
from pypdf import PdfReader

from hostops.accounts.models import Person, Server
from hostops.policies.models import PolicyVersion
from maintenance.patching.models import PatchDuty
from tests.house import BEGAN, House
from tests.patching_faces.rows import DAY, HOUR, closed, duty, exception, owed, owed_release, release, weeks_before
from tests.tickets_pages.conftest import Browser
from tests.tickets_pages.pages import page, text, words
from tests.tickets_pages.test_query_counts import asked

Duties = Mapping[str, PatchDuty]
BOARD, COMPLIANCE, CALL = "/patching/", "/patching/compliance/", "/api/v1/patching/compliance/"
# session, person, bell; the platforms to choose from; servers, and the three of their weeks; what is due next
MOST, MOST_BYTES = 15, 100_000


@pytest.fixture
def weeks(house: House, duties: Duties, tuesday: datetime) -> Duties:
    """Of erp1 the last five weeks: on time, late, overdue, excepted, open."""
    one = duties["erp1"]
    kept, late, never, spared, present = weeks_before(one, tuesday, 5)
    owed(one, kept, kept.ends_at)
    owed(one, late, late.ends_at + HOUR)
    owed(one, never)
    owed(one, spared, exception=exception(house, [one.server], spared.starts_at, spared.ends_at + DAY))
    owed(one, present)
    return duties


def servers(html: str) -> list[str]:
    return re.findall(r"<a href=/patching/servers/\d+/>([^<]+)</a>", html)


def test_staff_see_every_server_and_whose_it_is(weeks: Duties, house: House, browser: Browser) -> None:
    html = page(browser(house.engineer), BOARD)
    assert servers(html) == ["erp1", "fw1", "ibm1", "ocp1", "win1"]
    assert "erp1</a> Nordic" in html


def test_customers_see_their_own_alone(weeks: Duties, house: House, browser: Browser) -> None:
    assert "None of your servers is patched by a promise." in text(browser(house.viewer), BOARD, account="nordic")
    html = page(browser(house.stranger), BOARD)
    assert "erp1" in servers(html)
    assert 'name="account"' not in html


def test_a_cell_says_what_it_was_and_leads_there(weeks: Duties, house: House, browser: Browser) -> None:
    html = page(browser(house.engineer), BOARD)
    never = weeks["erp1"].owed.order_by("due_at")[2]
    where = f"/patching/owed/{never.number}/"
    assert f'<td class=m><a href={where} aria-label="Overdue, 2026-W09">✕</a>' in html
    assert "<td class=n colspan=11>– 2026-Q1" in html


@pytest.mark.parametrize(
    ("query", "found"),
    [({"q": "ERP"}, ["erp1"]), ({"account": "nord"}, ["erp1", "fw1", "ibm1", "ocp1", "win1"]),
     ({"account": "harbor"}, []), ({"platform": "windows"}, ["win1"]), ({"state": "overdue"}, ["erp1"]),
     ({"state": "open"}, ["erp1"]), ({"state": "excepted"}, [])],
)  # fmt: skip
def test_filters(weeks: Duties, house: House, browser: Browser, query: dict[str, str], found: list[str]) -> None:
    assert servers(page(browser(house.planner), BOARD, **query)) == found


@pytest.mark.parametrize("query", [{"until": "soon"}, {"until": "1000-01-01"}, {"platform": "nosuch"}, {"q": "nosuch"}])
def test_a_question_that_finds_nothing_says_so(
    weeks: Duties, house: House, browser: Browser, query: dict[str, str]
) -> None:
    assert "Nothing matches these filters." in text(browser(house.planner), BOARD, **query)


def test_without_duties_it_says_where_they_come_from(house: House, browser: Browser) -> None:
    assert "whose platform the policy of its contract patches" in text(browser(house.engineer), BOARD)
    assert "There are figures once a policy patches" in text(browser(house.engineer), COMPLIANCE)


def test_what_is_due_next_stands_first(weeks: Duties, house: House, browser: Browser, tuesday: datetime) -> None:
    owed_release(weeks["erp1"], release("linux", "6.1.9", package="openssl"), tuesday + HOUR)
    shown = text(browser(house.engineer), BOARD)
    assert "1 server owes what is past its time" in shown
    assert shown.index("openssl 6.1.9") < shown.index("Linux, this period")
    assert "because of CVE-2026-1, known to be exploited" in shown
    assert "Due next" not in text(browser(house.engineer), BOARD, q="erp")


def test_a_name_is_no_markup(weeks: Duties, house: House, browser: Browser) -> None:
    Server.objects.filter(pk=house.nordic_server.pk).update(hostname="<script>x</script>")
    html = page(browser(house.stranger), BOARD)
    assert "&lt;script&gt;x" in html
    assert "<script>x" not in html


def test_the_board_as_csv(weeks: Duties, house: House, browser: Browser) -> None:
    answer = browser(house.engineer).get(f"{BOARD}board.csv", {"q": "erp"})
    head, row = list(csv.reader(StringIO(answer.getvalue().decode())))
    assert head[:4] + head[-1:] == ["account", "server", "duty", "platform", "2026-W11"]
    assert row[1::2][:2] == ["erp1", "linux"]
    assert row[-5:] == ["kept", "late", "overdue", "excepted", "open"]


def test_the_palette_finds_patched_servers(weeks: Duties, house: House, browser: Browser) -> None:
    def found(who: Person, q: str) -> str:
        return words(browser(who).get("/patching/find/", {"q": q}).content.decode())

    assert found(house.engineer, "erp") == "erp1 patching"
    assert found(house.contact, "erp") == found(house.engineer, "web") == ""


def test_compliance_of_everybody(weeks: Duties, house: House, browser: Browser) -> None:
    shown = text(browser(house.manager), COMPLIANCE)
    assert "Nordic Linux 33.33 % 2 1" in shown
    assert "2026-W07: 100 2026-W08: 0 2026-W09: 0 2026-W10: – 2026-W11: –" in shown
    assert "Harbor Linux" not in shown


def test_compliance_of_one(weeks: Duties, house: House, browser: Browser, tuesday: datetime) -> None:
    closed(house.nordic, weeks_before(weeks["erp1"], tuesday, 4)[0], late=3)
    shown = text(browser(house.stranger), COMPLIANCE)
    assert "Linux, 20 %" not in shown
    assert "Linux, 20.00 %" in shown
    assert "Patched once in every week ( iptor:4b ). Periods are those of Europe/Stockholm." in shown
    assert "2026-W08 22 Feb 2026, 23:00 UTC ■ Closed 0 3 0 0 0.00 %" in shown
    assert "2026-Q1 31 Mar 2026, 22:00 UTC ◐ Runs 0 0 0 0 – No release" in shown
    assert "Percentage On time, of what was on time or late" in shown


def test_customers_have_one_whatever_they_ask(weeks: Duties, house: House, browser: Browser) -> None:
    assert "erp1" not in text(browser(house.contact), COMPLIANCE, account="nordic")
    assert "Nordic" not in text(browser(house.contact), COMPLIANCE, account="nordic")


def test_of_a_day_that_is_over(weeks: Duties, house: House, browser: Browser) -> None:
    """At the end of that Sunday of the reader, a Monday in Stockholm, the second week had not been done."""
    shown = text(browser(house.stranger), COMPLIANCE, at="2026-02-22")
    assert "As known 23 Feb 2026, 00:00 UTC" in shown


def test_compliance_as_csv(weeks: Duties, house: House, browser: Browser) -> None:
    answer = browser(house.engineer).get(f"{COMPLIANCE}compliance.csv", {"account": "nordic"})
    rows = [row for row in csv.DictReader(StringIO(answer.getvalue().decode())) if row["platform"] == "linux"]
    assert len(rows) == 12
    assert {name: rows[-4][name] for name in ("account", "clause", "period", "on_time", "late", "percentage")} == {
        "account": "nordic", "clause": "iptor:4b", "period": "2026-W08", "on_time": "0", "late": "1",
        "percentage": "0.00",
    }  # fmt: skip


def test_compliance_as_pdf(weeks: Duties, house: House, browser: Browser) -> None:
    answer = browser(house.stranger).get(f"{COMPLIANCE}compliance.pdf")
    assert answer["Content-Disposition"] == 'attachment; filename="patching-nordic-2026-03-10.pdf"'
    found = " ".join(" ".join(one.extract_text() for one in PdfReader(BytesIO(answer.content)).pages).split())
    assert "Patching: Nordic" in found
    assert "Linux (iptor:4b): 33.33 %" in found
    assert "2026-W08 2026-02-22 23:00 0 1 0 0 0.00 % no" in found
    assert "What these figures mean" in found


def test_a_pdf_is_of_one_account(weeks: Duties, house: House, browser: Browser) -> None:
    assert browser(house.engineer).get(f"{COMPLIANCE}compliance.pdf").status_code == 400
    assert browser(house.contact).get(f"{COMPLIANCE}compliance.pdf").status_code == 400


def test_rest(weeks: Duties, house: House, browser: Browser) -> None:
    data = browser(house.stranger).get(CALL).json()
    (account,) = data["accounts"]
    assert (data["at"], data["percentage"]) == ("2026-03-10T17:00:00Z", "33.33")
    assert (account["account"], account["servers_without_promise"]) == ("nordic", 0)
    linux = next(one for one in account["platforms"] if one["platform"] == "linux")
    assert (linux["cadence"], linux["timezone"], linux["clause"]) == ("iso_week", "Europe/Stockholm", "iptor:4b")
    assert linux["periods"][-1] == {
        "period": "2026-W11", "starts_at": "2026-03-08T23:00:00Z", "due_at": "2026-03-15T23:00:00Z", "on_time": 0,
        "late": 0, "excepted": 0, "open": 1, "percentage": None, "closed": False, "closed_at": None, "sha256": None,
        "no_release": False,
    }  # fmt: skip


def test_rest_of_the_past_and_of_one(weeks: Duties, house: House, browser: Browser) -> None:
    data = browser(house.engineer).get(CALL, {"account": "nordic", "at": "2026-02-22T22:59:59Z"}).json()
    linux = next(one for one in data["accounts"][0]["platforms"] if one["platform"] == "linux")
    assert (linux["periods"][-1]["period"], linux["periods"][-1]["open"]) == ("2026-W08", 1)
    assert browser(house.engineer).get(CALL, {"account": "harbor"}).json()["accounts"][0]["platforms"] == []


@pytest.mark.parametrize("query", [{"account": "nosuch"}, {"at": "soon"}, {"at": "2030-01-01T00:00:00Z"}, {"day": "1"}])
def test_rest_refuses_what_makes_no_sense(house: House, browser: Browser, query: dict[str, str]) -> None:
    assert browser(house.engineer).get(CALL, query).status_code == 400


def test_a_foreign_account_does_not_exist(weeks: Duties, house: House, browser: Browser) -> None:
    assert browser(house.contact).get(CALL, {"account": "nordic"}).status_code == 400
    assert browser(house.contact).get(CALL).json()["accounts"] == []


def test_the_start_page(weeks: Duties, house: House, browser: Browser) -> None:
    shown = text(browser(house.stranger), "/")
    assert "33.33 % of what was due in the last periods was done in time." in shown
    assert "Linux, this period 1 server" in shown
    assert "of what was due in the last periods" not in text(browser(house.contact), "/")


def test_what_the_pages_cost(
    weeks: Duties, house: House, iptor: PolicyVersion, browser: Browser, tuesday: datetime
) -> None:
    before = [asked(browser, house.engineer, where)[0] for where in (BOARD, COMPLIANCE)]
    for number in range(50):
        server = Server.objects.create(
            account=house.nordic, contract=house.nordic_contract, hostname=f"node-{number}.nordic.example",
            registered_at=BEGAN, online_at=BEGAN, platform="linux",
        )  # fmt: skip
        one = duty(server, iptor)
        for period in weeks_before(one, tuesday, 8):
            owed(one, period)
    statements, size = asked(browser, house.engineer, BOARD)
    assert [statements, asked(browser, house.engineer, COMPLIANCE)[0]] == before
    assert statements <= MOST
    assert before[1] <= MOST
    assert size < MOST_BYTES
