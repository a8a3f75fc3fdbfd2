"""The page of a server's backups: the promise, the line with its gaps, copies, runs, what was asked for."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from backups.actions.asking import restore_ask
from backups.models import Trial
from backups.trials import trials_follow
from hostops.accounts.models import Person
from hostops.lib.now import moved_to
from hostops.policies.actions import contract_bind
from hostops.policies.models import PolicyVersion
from tests.backups.house import backed_up
from tests.backups_restorable.scene import DAY, SUNDAY, Weeks
from tests.browsing import browser_of, text_of
from tests.house import BEGAN, House

pytestmark = pytest.mark.usefixtures("tuesday")


def page(house: House, who: Person, server: str = "nordic_server") -> str:
    answer = browser_of(who).get(f"/backups/servers/{getattr(house, server).pk}/")
    assert answer.status_code == 200
    return text_of(answer)


def test_what_can_be_restored_and_what_is_promised(house: House) -> None:
    Weeks(house).as_promised()
    seen = page(house, house.stranger)
    assert "What can be restored now 7 instants, the newest 10 Mar 2026, 04:05 UTC" in seen
    assert "The data drives 7 instants The last 7 days Daily incremental backup" in seen
    assert "The system 3 instants The last 3 days Daily snapshot" in seen
    assert "daily, incremental, the data drives, kept 7 days; due at 01:00 with 4 hours of grace" in seen
    assert "Times of day are those of Europe/Berlin" in seen
    assert "as its own time is over" not in seen
    assert "Left by the policy iptor:2a" in seen
    assert "before: 1 Mar 2026, 02:40 UTC after: 8 Mar 2026, 01:40 UTC" in seen


def test_the_line_is_drawn_with_its_copies_and_gaps(house: House) -> None:
    weeks = Weeks(house)
    weeks.as_promised()
    html = browser_of(house.stranger).get(f"/backups/servers/{house.nordic_server.pk}/").content.decode()
    assert html.count('class="gap-left"') == 2  # the gap, and the key
    assert html.count('href="#mark-snapshot"') == 7  # three copies on two lines, and the key
    assert 'class="mark-unsure" href="#mark-incremental"' in html
    assert "style=" not in html
    assert 'aria-label="Daily incremental backup, the last 7 days: 7 copies kept, 1 gap"' in html


def test_a_gap_that_breaks_a_promise_stands_first(house: House) -> None:
    weeks = Weeks(house)
    weeks.fulls(1, 0)
    list(weeks.dailies(-7, 2, without=(1,)))
    seen = page(house, house.stranger)
    gaps = seen[seen.index("Gaps") : seen.index("What is promised")]
    assert gaps.index("Promise broken iptor:2a") < gaps.index("Left by the policy iptor:2a , iptor:2b")
    assert "It is the copy of 1 Mar 2026, 01:40 UTC" in gaps


def test_what_the_promises_leave_open_is_said(house: House) -> None:
    Weeks(house)
    assert "at worst none of the 7 that are kept can be restored" in page(house, house.stranger)
    assert "Left open by what is promised" not in page(house, house.contact, "server")


def test_an_override_of_the_contract_is_what_is_promised(house: House, iptor: PolicyVersion) -> None:
    change = [("backups.tiers.weekly.retention", "P30D", "Bought.")]
    contract_bind(
        actor=None, contract=house.nordic_contract, version=iptor, binds_from=BEGAN + DAY, overrides=change, reason="x"
    )
    Weeks(house)
    seen = page(house, house.stranger)
    assert "weekly, full, the data drives, kept 30 days" in seen
    assert "The contract sets this otherwise; the policy says: weekly, full, the data drives, kept 7 days" in seen
    # longer fulls alone do not close it: each incremental is needed by the next ones
    assert "“Daily incremental backup” 13 days" in seen


def test_the_last_runs_and_their_figures(house: House) -> None:
    weeks = Weeks(house)
    weeks.made("daily", SUNDAY, status="failed", message="<b>disk</b> full", bytes=None, tool="borg")
    weeks.made("weekly", SUNDAY + timedelta(hours=2), bytes=5 * 1024**3, suspicious={"bytes": 1}, status="warning")
    answer = browser_of(house.stranger).get(f"/backups/servers/{house.nordic_server.pk}/")
    assert b"&lt;b&gt;disk&lt;/b&gt; full" in answer.content
    seen = " ".join(text_of(answer).split())
    runs = seen[seen.index("Last runs") :]
    assert "5.0 GB" in runs
    assert "20 min" in runs
    assert "Suspicious" in runs
    assert "borg, REST" in runs


def test_a_restore_test_and_a_restore_that_was_asked_for(house: House, tuesday: datetime) -> None:
    Weeks(house).as_promised()
    Trial.objects.create(
        server=house.nordic_server, what="x", started_at=SUNDAY, finished_at=SUNDAY, succeeded=True,
        checked_by="x", recorded_by=house.engineer, recorded_at=tuesday,
    )  # fmt: skip
    case = restore_ask(actor=house.stranger, server=house.nordic_server, to=tuesday, what="All.")
    seen = page(house, house.engineer)
    assert "Last restore test ✓ Came back 8 Mar 2026, 00:00 UTC" in seen
    assert f"Restores that were asked for {case.number} Restore erp1" in seen
    assert "Record a restore test" in seen
    assert "Record a restore test" not in page(house, house.stranger)


def test_when_the_next_restore_test_is_due(house: House) -> None:
    Weeks(house)
    assert "Next restore test" not in page(house, house.stranger)
    trials_follow()
    assert "Next restore test due " in page(house, house.stranger)


def test_customers_ask_and_staff_do_not(house: House) -> None:
    Weeks(house)
    for who, asks in ((house.stranger, True), (house.engineer, False)):
        assert ("Ask for a restore" in page(house, who)) is asks
    assert "Ask for a restore" not in page(house, house.viewer, "server")


def test_a_server_without_schedules_says_why(house: House) -> None:
    assert "Nothing is promised of this server's backups." in page(house, house.contact, "unregistered")


def test_a_server_that_left_still_shows_its_copies(house: House, tuesday: datetime) -> None:
    weeks = Weeks(house)
    weeks.as_promised()
    house.nordic_server.retired_at = tuesday
    house.nordic_server.save()
    with moved_to(tuesday + DAY):
        backed_up(house)
        seen = page(house, house.stranger)
    assert "its copies still run out" in seen
    assert "Nothing is expected any more" in seen
    assert "Nothing is promised" not in seen
    assert "The data drives" in seen


def test_a_foreign_server_does_not_exist(house: House) -> None:
    Weeks(house)
    assert browser_of(house.contact).get(f"/backups/servers/{house.nordic_server.pk}/").status_code == 404


def test_what_the_page_costs(house: House) -> None:
    Weeks(house).as_promised()
    browser, address = browser_of(house.stranger), f"/backups/servers/{house.nordic_server.pk}/"
    browser.get(address)
    with CaptureQueriesContext(connection) as caught:
        browser.get(address)
    # session, person, bell, server; schedules, terms, promises, runs;
    # clocks, latest runs, restore tests done and owed, cases
    assert len(caught) <= 14
