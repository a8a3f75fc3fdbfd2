"""What became of a run is told by people and by tools, and keeps what is owed."""

from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hostops.clocks.querysets import state_of
from hostops.lib.errors import BadField, NotAllowed, NotPossible
from hostops.lib.now import moved_to, now
from maintenance.patching.actions.results import Told, run_record, run_report
from maintenance.patching.actions.runs import run_cancel, run_finish, run_start
from maintenance.patching.models import PatchRun
from tests.house import House
from tests.patching.cases import lacking, released
from tests.patching.scene import Patched, patched
from tests.patching_runs.scene import DAY, HOUR, beside, planned_run, reported


def test_the_first_news_begins_a_run_and_the_last_ends_it(house: House, tuesday: datetime) -> None:
    [two] = beside(house, "erp2")
    run = planned_run(house, [house.nordic_server], [two])
    reported(house, run, house.nordic_server, at=tuesday + DAY)
    assert (run.state, run.started_at, run.finished_at) == ("running", tuesday + DAY, None)
    reported(house, run, two, at=tuesday + 2 * DAY)
    assert (run.state, run.finished_at) == ("done", tuesday + 2 * DAY)


def test_what_is_done_keeps_the_period_and_a_roll_back_takes_that_back(house: House, tuesday: datetime) -> None:
    scene = patched(house)
    run = planned_run(house)
    reported(house, run, house.nordic_server, at=tuesday + DAY)
    [week] = scene.owed("erp1")
    assert (week.done_at, week.done_by) == (tuesday + DAY, run.results.get())
    assert _clock(scene, tuesday + DAY) == "met"
    reported(house, run, house.nordic_server, state="rolled_back", at=tuesday + DAY + HOUR)
    assert (run.state, scene.owed("erp1")[0].done_at) == ("rolled_back", None)
    assert _clock(scene, tuesday + DAY + HOUR) == "running"
    reported(house, run, house.nordic_server, at=tuesday + DAY)  # the old report again
    assert run.state == "rolled_back"
    reported(house, run, house.nordic_server, at=tuesday + 2 * DAY)
    assert (run.state, scene.owed("erp1")[0].done_at) == ("done", tuesday + 2 * DAY)


def _clock(scene: Patched, at: datetime) -> str:
    with moved_to(at):
        return state_of(scene.clock("erp1"), now())


def test_what_failed_keeps_nothing(house: House, tuesday: datetime) -> None:
    scene = patched(house)
    run = reported(house, planned_run(house), house.nordic_server, state="failed")
    assert (run.state, scene.owed("erp1")[0].done_at) == ("failed", None)


def test_told_again_nothing_changes(house: House, tuesday: datetime) -> None:
    run = planned_run(house)
    for _ in range(2):
        with moved_to(tuesday + HOUR):
            run_report(
                actor=house.engineer,
                run=run,
                results=[Told(house.nordic_server, "done", tuesday, [{"package": "openssl", "to": "3.0.2"}])],
            )
    row = run.results.get()
    assert (row.finished_at, row.installed) == (tuesday, [{"package": "openssl", "to": "3.0.2"}])


def test_a_server_that_was_not_planned_comes_into_the_last_ring(house: House, tuesday: datetime) -> None:
    two, three = beside(house, "erp2", "erp3")
    run = reported(house, planned_run(house, [house.nordic_server], [two]), three)
    assert run.results.get(server=three).ring == 1


def test_what_was_installed_is_lacked_no_more(house: House, tuesday: datetime) -> None:
    patched(house)
    update = lacking(house.nordic_server, released("linux", "3.0.2", package="openssl", source="apt"))
    told = Told(house.nordic_server, "done", tuesday, [{"package": "openssl", "from": "3.0.1", "to": "3.0.2"}])
    run_report(actor=house.engineer, run=planned_run(house), results=[told])
    update.refresh_from_db()
    assert update.gone_at == tuesday


def test_a_run_that_nobody_planned_is_one_by_its_name(house: House, tuesday: datetime) -> None:
    scene = patched(house)
    for _ in range(2):
        run = run_record(
            actor=house.engineer, platform="linux", external_id="ansible-77",
            results=[Told(house.nordic_server, "done", tuesday - HOUR)],
        )  # fmt: skip
    assert PatchRun.objects.get() == run
    assert (run.state, run.title, run.started_at) == ("done", "Patches on linux", tuesday - HOUR)
    later = run_record(
        actor=house.second_engineer, platform="linux", external_id="ansible-77",
        results=[Told(house.nordic_server, "done", tuesday)],
    )  # fmt: skip
    assert later != run  # names are each caller's own
    assert scene.owed("erp1")[0].done_at == tuesday - HOUR


def test_what_cannot_be_is_refused_at_its_place_and_nothing_is_kept(house: House, tuesday: datetime) -> None:
    run, [two] = planned_run(house), beside(house, "erp2")
    web = house.server
    web.platform = "windows"
    wrong = [
        Told(house.nordic_server, "done", tuesday + HOUR), Told(two, "odd"), Told(two, "done"), Told(web, "done"),
    ]  # fmt: skip
    with pytest.raises(BadField) as refused:
        run_report(actor=house.engineer, run=run, results=wrong)
    assert sorted(refused.value.errors) == [
        "results.0.finished_at", "results.1.state", "results.2.server", "results.3.server",
    ]  # fmt: skip
    reported(house, run, house.nordic_server)
    with moved_to(tuesday + HOUR), pytest.raises(BadField) as refused:
        run_report(actor=house.engineer, run=run, results=[Told(two, "done"), Told(house.nordic_server, "failed")])
    assert list(refused.value.errors) == ["results.1.state"]
    assert run.results.count() == 1
    with pytest.raises(BadField, match="at least one"):
        run_record(actor=house.engineer, platform="linux", results=[])


def test_a_version_that_nobody_could_put_in_order_is_refused_at_its_place(house: House, tuesday: datetime) -> None:
    run = planned_run(house)
    installed = [{"package": "openssl", "to": "3.0.17-1"}, {"package": "tzdata", "to": "the newest"}]
    with moved_to(tuesday + HOUR), pytest.raises(BadField) as refused:
        run_report(actor=house.engineer, run=run, results=[Told(house.nordic_server, "done", installed=installed)])
    assert list(refused.value.errors) == ["results.0.installed.1.to"]
    assert not run.results.filter(state="done").exists()


def test_a_run_that_is_finished_leaves_out_what_nobody_told(house: House, tuesday: datetime) -> None:
    [two] = beside(house, "erp2")
    run = planned_run(house, [house.nordic_server], [two])
    run_start(actor=house.engineer, run=run)
    reported(house, run, house.nordic_server)
    run_finish(actor=house.engineer, run=run)
    assert (run.state, run.results.get(server=two).state) == ("done", "skipped")
    reported(house, run, two, state="failed", at=tuesday + HOUR)
    assert (run.state, run.finished_at) == ("failed", tuesday + HOUR)


def test_a_cancelled_run_is_told_of_no_more_and_customers_tell_of_none(house: House, tuesday: datetime) -> None:
    run = planned_run(house)
    with pytest.raises(NotAllowed):
        run_report(actor=house.stranger, run=run, results=[Told(house.nordic_server, "done")])
    run_cancel(actor=house.planner, run=run, reason="Off.")
    with pytest.raises(NotPossible):
        run_report(actor=house.engineer, run=run, results=[Told(house.nordic_server, "done")])


def test_many_servers_cost_what_few_cost(house: House, tuesday: datetime) -> None:
    patched(house)
    spent = []
    for number in (3, 30):
        servers = beside(house, *(f"n{number}-{place}" for place in range(number)))
        run = planned_run(house, servers)
        results = [Told(server, "done", tuesday) for server in servers]
        with CaptureQueriesContext(connection) as asked:
            run_report(actor=house.engineer, run=run, results=results)
        spent.append(len(asked))
    assert spent[1] == spent[0]
