"""The web server as it runs: JSON lines with the request's id, and figures of all its processes together."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import requests
from prometheus_client.parser import text_string_to_metric_families

from hostops.embedded.places import REPOSITORY
from hostops.embedded.ports import free_port
from tests.alerts.stack import until
from tests.alerts.undertaker import this_database

pytestmark = pytest.mark.django_db(transaction=True)


class Served:
    def __init__(self, base: str, log: Path) -> None:
        self.base, self._log = base, log

    def get(self, path: str, **more: Any) -> requests.Response:
        return requests.get(self.base + path, timeout=10, **more)

    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self._log.read_text().splitlines()]

    def counted(self, route: str) -> float:
        families = text_string_to_metric_families(self.get("/metrics").text)
        samples = [one for family in families for one in family.samples]
        of_route = [one for one in samples if one.labels.get("route") == route and one.name.endswith("_count")]
        return sum(one.value for one in of_route)


@contextmanager
def _served(folder: Path) -> Iterator[Served]:
    port = free_port("127.0.0.1")
    words = ["-W", "ignore", "-m", "gunicorn", "--config", "python:hostops.gunicorn", "--bind", f"127.0.0.1:{port}"]
    env = os.environ | {"DATABASE_URL": this_database(), "WEB_WORKERS": "2", "TMPDIR": str(folder)}
    env.pop("PROMETHEUS_MULTIPROC_DIR", None)
    with (folder / "web.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, *words, "hostops.wsgi"], cwd=REPOSITORY, env=env, stdout=log, stderr=subprocess.STDOUT
        )
    try:
        served = Served(f"http://127.0.0.1:{port}", folder / "web.log")
        until(lambda: _answers(served), 60, lambda: (folder / "web.log").read_text()[-2000:])
        yield served
    finally:
        process.terminate()
        process.wait(20)


def _answers(served: Served) -> bool:
    try:
        return served.get("/healthz").ok
    except requests.ConnectionError:
        return False


def test_lines_and_figures(tmp_path: Path) -> None:
    with _served(tmp_path) as served:
        given = "fedcba9876543210fedcba9876543210"
        secret = "/calendars/sEcReTsEcReTsEcReTsEcReT.ics"
        assert served.get(secret, headers={"X-Request-ID": given}).headers["X-Request-ID"] == given
        until(lambda: any(line.get("request_id") == given for line in served.lines()), 10, served.lines)
        [line] = [line for line in served.lines() if line.get("request_id") == given and line["message"] == "request"]
        assert (line["method"], line["path"], line["address"]) == ("GET", "/calendars/***.ics", "127.0.0.1")
        assert line["logger"] == "gunicorn.access"
        assert line["seconds"] >= 0

        before = served.counted("healthz")
        for _ in range(20):
            served.get("/healthz")
        assert served.counted("healthz") == before + 20
        _kill_a_worker(served)
        assert served.counted("healthz") >= before + 20
    assert "sEcReT" not in (tmp_path / "web.log").read_text()
    assert not list(tmp_path.glob("hostops-metrics-*"))


def _kill_a_worker(served: Served) -> None:
    booted = [line["message"] for line in served.lines() if "Booting worker with pid" in line["message"]]
    os.kill(int(booted[0].split(": ")[1]), signal.SIGKILL)
    until(
        lambda: sum("Booting worker" in line["message"] for line in served.lines()) == len(booted) + 1, 20, served.lines
    )
