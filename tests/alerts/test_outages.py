"""Whatever falls away while it runs: alerts arrive all the same, and none twice.

A real worker with two beats, on servers of its own: the queue is emptied, the database restarted,
the worker killed.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree

import pytest
from celery import current_app
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from hostops.alerts.tasks import housekeeping
from tests.alerts.stack import Stack, stack, until

COUNT = 40
PATIENCE = 40.0


@pytest.fixture(scope="module")
def portal() -> Iterator[Stack]:
    folder = Path(tempfile.mkdtemp(prefix="hostops-outages-", dir="/tmp"))
    folder.chmod(0o755)  # as root the database runs as somebody else, who must pass through
    try:
        with stack(folder) as running:
            yield running
    finally:
        rmtree(folder, ignore_errors=True)


def _all_arrive(portal: Stack, batch: str) -> None:
    """Each clock's two thresholds once, and a mail for each that was told."""
    until(lambda: portal.outcome(batch)[1] == 2 * COUNT, PATIENCE, lambda: (portal.outcome(batch), _last_lines(portal)))
    waiting = "SELECT count(*) FROM alerts_delivery WHERE state <> 'sent'"
    unrouted = "SELECT count(*) FROM alerts_alert WHERE routed_at IS NULL"
    until(lambda: portal.sql(unrouted) == portal.sql(waiting) == [(0,)], PATIENCE, lambda: portal.sql(waiting))
    clocks, alerts, mails = portal.outcome(batch)
    assert (clocks, alerts) == (COUNT, 2 * COUNT)
    assert COUNT <= mails <= 2 * COUNT
    assert portal.sql("SELECT count(*) FROM alerts_alert WHERE instant > raised_at") == [(0,)]


def _last_lines(portal: Stack) -> str:
    return (portal.folder / "worker.log").read_text()[-2000:]


def test_alerts_arrive_with_two_beats(portal: Stack) -> None:
    portal.let_run_out("plain", COUNT, within=1)
    _all_arrive(portal, "plain")


def test_queue_emptied_again_and_again(portal: Stack) -> None:
    portal.let_run_out("flush", COUNT, within=3)
    while portal.outcome("flush")[1] < COUNT // 2:
        portal.forget_queue()
    _all_arrive(portal, "flush")


def test_database_restarted(portal: Stack) -> None:
    portal.let_run_out("restart", COUNT, within=3)
    until(lambda: portal.outcome("restart")[1] > 0, PATIENCE, lambda: _last_lines(portal))
    portal.postgres.child.stop()
    portal.postgres.start()
    portal.let_time_pass_in_flight()
    _all_arrive(portal, "restart")


def test_worker_killed(portal: Stack) -> None:
    portal.let_run_out("killed", COUNT, within=2)
    until(lambda: portal.outcome("killed")[1] > 0, PATIENCE, lambda: _last_lines(portal))
    portal.kill("worker")
    portal.let_time_pass_in_flight()
    portal.start_worker()
    _all_arrive(portal, "killed")


def _starts_a_task(request: HttpRequest) -> HttpResponse:
    with current_app.connection(request.GET["queue"]) as connection:
        current_app.send_task(housekeeping.name, connection=connection)
    return HttpResponse()


_starts_a_task.login_required = False  # type: ignore[attr-defined]
urlpatterns = [path("start", _starts_a_task)]


@pytest.mark.urls("tests.alerts.test_outages")
def test_task_logs_the_id_of_the_request_that_started_it(portal: Stack, client: Client) -> None:
    given = "0123456789abcdef0123456789abcdef"
    answer = client.get("/start", {"queue": portal.valkey.url}, headers={"X-Request-ID": given})
    assert answer["X-Request-ID"] == given
    until(lambda: "housekeeping" in _last_lines(portal), PATIENCE, lambda: _last_lines(portal))
    [line] = [line for line in portal.lines("worker") if line["message"] == "housekeeping"]
    assert (line["request_id"], line["level"], line["logger"]) == (given, "INFO", "hostops.alerts.tasks")


def test_every_line_of_workers_and_beats_is_json(portal: Stack) -> None:
    for name in ("worker", "beat", "other-beat"):
        lines = portal.lines(name)
        assert all({"at", "level", "logger", "message"} <= line.keys() for line in lines)
