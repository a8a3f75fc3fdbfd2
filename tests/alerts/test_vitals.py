"""Probes: alive asks nothing else, ready names what is wrong."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from hostops.alerts import pulse
from hostops.lib.now import moved_to
from tests.alerts.scene import clock, entry
from tests.house import House


def _ready(client: Client) -> tuple[int, dict[str, str]]:
    answer = client.get("/readyz")
    return answer.status_code, answer.json()["checks"]


def test_alive_without_database_or_session(client: Client, django_assert_num_queries: Any, db: None) -> None:
    with django_assert_num_queries(0):
        answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies


def test_ready_after_a_round(client: Client, db: None, tuesday: datetime) -> None:
    pulse.beat()
    assert _ready(client) == (200, {"database": "ok", "queue": "ok", "sweep": "ok"})


def test_not_ready_before_the_first_round(client: Client, db: None) -> None:
    status, checks = _ready(client)
    assert (status, checks["database"], checks["sweep"]) == (503, "ok", "no round yet; is a worker running, and beat?")


def test_not_ready_when_the_sweep_is_silent(client: Client, db: None, tuesday: datetime, settings: Any) -> None:
    settings.SWEEP_LAG_LIMIT = 30
    pulse.beat()
    with moved_to(tuesday + timedelta(seconds=30)):
        assert _ready(client)[0] == 200
    with moved_to(tuesday + timedelta(seconds=31)):
        status, checks = _ready(client)
    assert status == 503
    assert checks["sweep"] == "last round 31 s ago, the limit is 30 s; is a worker running, and beat?"


def test_not_ready_when_the_sweep_is_behind(client: Client, house: House, tuesday: datetime) -> None:
    clock(house, entry("breach", tuesday))
    with moved_to(tuesday + timedelta(seconds=45)):
        pulse.beat()
        assert pulse.lag() == 45.0
        assert _ready(client)[1]["sweep"] == "45 s behind, the limit is 30 s"


def test_nothing_due_is_no_lag(house: House, tuesday: datetime) -> None:
    assert pulse.lag() == 0.0
    clock(house, entry("breach", tuesday + timedelta(hours=1)))
    assert pulse.lag() == 0.0


def test_queue_away_is_named_without_its_address(client: Client, db: None, settings: Any) -> None:
    pulse.beat()
    settings.CELERY_BROKER_URL = "redis://:secret@127.0.0.1:1/0"
    answer = client.get("/readyz")
    assert answer.json()["checks"] == {"database": "ok", "queue": "does not answer (ConnectionError)", "sweep": "ok"}
    assert answer.status_code == 503
    assert b"secret" not in answer.content


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
def test_only_reading(client: Client, db: None, path: str) -> None:
    assert client.post(path).status_code == 405
