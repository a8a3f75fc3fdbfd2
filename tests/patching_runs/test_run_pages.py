"""`/patching/runs/` as both sides use it."""

from datetime import datetime
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from hostops.accounts.roles import Role
from maintenance.patching.models import PatchRun
from tests.house import House, person
from tests.maintenance.scene import SUNDAY, planned
from tests.patching.cases import released
from tests.patching_runs.scene import DAY, beside, planned_run, reported
from tests.tickets_pages.conftest import Browser

LIST = "/patching/runs/"
TYPED = {
    "title": "Weekly patches", "platform": "linux", "pilots": "erp1", "rest": "", "releases": "", "window": "",
    "planned_at": "2026-03-20T20:00", "impact": "none", "reason": "",
}  # fmt: skip


def test_planned_reported_and_rolled_back_by_hand(house: House, browser: Browser, tuesday: datetime) -> None:
    beside(house, "erp2", "erp3")
    released("linux", "6.1", tuesday - 9 * DAY)
    planner, engineer = browser(house.planner), browser(house.engineer)
    assert f'href="{LIST}new/"' in planner.get(LIST).content.decode()
    typed = {**TYPED, "rest": "nordic/erp2, erp3"}
    assert planner.post(f"{LIST}new/", typed).status_code == 302
    run = PatchRun.objects.get()
    assert [(row.server.hostname, row.ring) for row in run.results.all()] == [("erp1", 0), ("erp2", 1), ("erp3", 1)]
    page = engineer.get(f"{LIST}{run.pk}/").content.decode()
    assert "Pilots" in page
    assert "erp1 is not patched yet" in page
    assert f"/api/v1/patching/runs/{run.pk}/results/" in page
    first = run.results.get(ring=0)
    told = {"servers": [first.pk], "state": "done", "installed": "openssl 3.0.1 3.0.2\ncurl 8.1", "message": "Fine."}
    assert engineer.post(f"{LIST}{run.pk}/report/", told).status_code == 302
    first.refresh_from_db()
    assert first.installed == [
        {"package": "openssl", "from": "3.0.1", "to": "3.0.2"}, {"package": "curl", "to": "8.1"},
    ]  # fmt: skip
    assert "?state=rolled_back" in engineer.get(f"{LIST}{run.pk}/").content.decode()
    assert 'value="rolled_back" selected' in engineer.get(f"{LIST}{run.pk}/report/?state=rolled_back").content.decode()


def test_what_the_policy_says_against_it_stands_at_its_field(house: House, browser: Browser, tuesday: datetime) -> None:
    planner = browser(house.planner)
    shown = planner.post(f"{LIST}new/", {**TYPED, "impact": "outage"}).content.decode()
    assert "(iptor:4f)" in shown
    assert "There is no server nosuch." in planner.post(f"{LIST}new/", {**TYPED, "pilots": "nosuch"}).content.decode()
    run = planned_run(house)
    wrong = {"servers": [run.results.get().pk], "state": "done", "installed": "openssl"}
    said = browser(house.engineer).post(f"{LIST}{run.pk}/report/", wrong).content.decode()
    assert "Line 1: write a package" in said


def test_the_window_and_its_run_lead_to_each_other(house: House, browser: Browser, tuesday: datetime) -> None:
    window = planned(house)
    run = planned_run(house, impact="outage", window=window, planned_at=SUNDAY)
    planner = browser(house.planner)
    assert f"{LIST}{run.pk}/" in planner.get(f"/windows/{window.number}/").content.decode()
    assert f"/windows/{window.number}/" in planner.get(f"{LIST}{run.pk}/").content.decode()


def test_changed_cancelled_started_and_finished(house: House, browser: Browser, tuesday: datetime) -> None:
    planner, run = browser(house.planner), planned_run(house)
    shown = planner.get(f"{LIST}{run.pk}/change/").content.decode()
    assert 'value="Weekly patches"' in shown
    changed = {"title": "Other", "planned_at": "2026-03-21T20:00", "impact": "none", "window": "", "reason": ""}
    assert planner.post(f"{LIST}{run.pk}/change/", changed).status_code == 302
    assert planner.post(f"{LIST}{run.pk}/start/", {}).status_code == 302
    assert planner.post(f"{LIST}{run.pk}/finish/", {}).status_code == 302
    run.refresh_from_db()
    assert (run.title, run.state) == ("Other", "done")
    second = planned_run(house)
    assert planner.post(f"{LIST}{second.pk}/cancel/", {"reason": "Off."}).status_code == 302
    second.refresh_from_db()
    assert second.state == "cancelled"


def test_customers_see_their_own_servers_and_no_others_names(house: House, browser: Browser, tuesday: datetime) -> None:
    run = planned_run(house, [house.nordic_server], [house.server])
    theirs = planned_run(house, title="Nordic's alone")
    contact = browser(house.contact)
    page = contact.get(LIST).content.decode()
    assert run.number in page
    assert theirs.title not in page
    whole = contact.get(f"{LIST}{run.pk}/").content.decode()
    assert "web1" in whole
    assert "erp1" not in whole.lower()
    assert contact.get(f"{LIST}{theirs.pk}/").status_code == 404
    assert contact.get(f"{LIST}new/").status_code == 403
    assert contact.post(f"{LIST}{run.pk}/start/", {}).status_code == 403
    assert contact.post(f"{LIST}{theirs.pk}/start/", {}).status_code == 404


def test_what_failed_on_another_accounts_server_is_not_told(house: House, browser: Browser, tuesday: datetime) -> None:
    run = planned_run(house, [house.nordic_server, house.server])
    reported(house, run, house.nordic_server, state="failed")
    reported(house, run, house.server)
    contact, theirs = browser(house.contact), browser(person("nordic-reads", Role.NAMED_CONTACT, house.nordic))
    rest = f"/api/v1/patching/runs/{run.pk}/"
    for reader, state in ((contact, "done"), (theirs, "failed"), (browser(house.engineer), "failed")):
        assert reader.get(rest).json()["state"] == state
        assert [one["state"] for one in reader.get(f"/api/v1/patching/runs/?state={state}").json()["results"]] == [
            state
        ]
        assert run.number in reader.get(f"{LIST}?state={state}").content.decode()
    assert "Failed" not in contact.get(f"{LIST}{run.pk}/").content.decode()
    assert run.number not in contact.get(f"{LIST}?state=failed").content.decode()


def test_lists_filter_and_cost_the_same_for_many(house: House, browser: Browser, tuesday: datetime) -> None:
    engineer = browser(house.engineer)
    run = reported(house, planned_run(house, title="First"), house.nordic_server)
    with CaptureQueriesContext(connection) as few:
        engineer.get(LIST)
    for place in range(6):
        planned_run(house, beside(house, f"more{place}"), releases=[released("linux", f"5.{place}", tuesday - 9 * DAY)])
    with CaptureQueriesContext(connection) as many:
        engineer.get(LIST)
    assert len(many) <= len(few) + 1
    shown = engineer.get(f"{LIST}?account=nordic&state=done&platform=linux&q=first").content.decode()
    assert run.number in shown
    assert shown.count('data-label="Run"') == 1
    assert "Nothing matches" in engineer.get(f"{LIST}?account=harbor").content.decode()
    answer: Any = engineer.get(f"{LIST}runs.csv?state=done")
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert [line.split(",")[0] for line in lines] == ["run", run.number]


def test_a_run_costs_the_same_for_many_servers(house: House, browser: Browser, tuesday: datetime) -> None:
    engineer, spent = browser(house.engineer), []
    for number in (2, 20):
        run = planned_run(house, [house.nordic_server], beside(house, *(f"s{number}-{n}" for n in range(number))))
        reported(house, run, house.nordic_server)
        with CaptureQueriesContext(connection) as asked:
            engineer.get(f"{LIST}{run.pk}/")
        spent.append(len(asked))
    assert spent[0] == spent[1]
