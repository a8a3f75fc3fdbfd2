"""`/metrics`: the figures, who may read them, and what they cost."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families

from hostops.alerts import measures
from hostops.alerts.models import Alert, Delivery
from hostops.alerts.routing import route
from hostops.alerts.sweep import sweep
from tests.alerts.scene import clock, entry
from tests.house import House

HOUR = timedelta(hours=1)


def _read(client: Client, **more: Any) -> dict[tuple[str, str], float]:
    answer = client.get("/metrics", **more)
    assert answer.status_code == 200
    families = text_string_to_metric_families(answer.content.decode())
    return {(one.name, one.labels.get("state", "")): one.value for family in families for one in family.samples}


def test_figures(client: Client, house: House, tuesday: datetime) -> None:
    clock(house, entry("breach", tuesday - HOUR, "managers"))
    clock(house, entry("breach", tuesday + HOUR))
    clock(house, entry("50%", tuesday + HOUR), due_at=None, paused_at=tuesday)
    clock(house, entry("pending", tuesday + HOUR), started_at=None)
    clock(house, entry("breach", tuesday), stopped_at=tuesday, next_at=None)
    sweep()
    route()
    Alert.objects.create(
        clock_id=Alert.objects.get().clock_id, cycle=9, revision=0, threshold="x", instant=tuesday, raised_at=tuesday
    )
    Delivery.objects.filter(channel="email").update(state="failed")
    seen = _read(client)
    clocks = {state: value for (name, state), value in seen.items() if name == "hostops_open_clocks"}
    assert clocks == {"breached": 1, "running": 1, "paused": 1, "pending": 1}
    deliveries = {state: value for (name, state), value in seen.items() if name == "hostops_deliveries"}
    assert deliveries == {"waiting": 0, "in_flight": 0, "failed": 1}
    assert seen["hostops_alerts_raised_total", ""] == 2
    assert seen["hostops_alerts_unrouted", ""] == 1
    assert seen["hostops_sweep_lag_seconds", ""] == 0
    assert seen["hostops_figures_missing", ""] == 0


def test_lag_is_fresh_at_every_reading(client: Client, house: House, tuesday: datetime) -> None:
    assert _read(client)["hostops_sweep_lag_seconds", ""] == 0
    clock(house, entry("breach", tuesday - HOUR))
    assert _read(client)["hostops_sweep_lag_seconds", ""] == 3600


def test_counting_is_done_once_for_all_within_its_time(
    house: House, tuesday: datetime, django_assert_num_queries: Any
) -> None:
    first = measures.measured()
    clock(house, entry("breach", tuesday))
    with django_assert_num_queries(0):
        assert measures.measured() == first
    cache.delete("alerts:measures:fresh")  # its time is over
    assert measures.measured() != first


def test_counts_that_take_too_long_leave_the_last_ones(house: House, tuesday: datetime, monkeypatch: Any) -> None:
    first = measures.measured()
    cache.delete("alerts:measures:fresh")
    monkeypatch.setattr(measures, "_LONGEST_COUNT", "1ms")
    monkeypatch.setattr(measures, "_open_clocks", _slow)
    assert measures.measured() == first


def _slow() -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(5)")
    return {}


def test_queue_away_leaves_what_the_process_knows(client: Client, db: None, settings: Any) -> None:
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/0"}}
    seen = _read(client)
    assert seen["hostops_figures_missing", ""] == 2
    assert seen["hostops_sweep_lag_seconds", ""] == 0
    assert any(name == "hostops_http_request_seconds_count" for name, _ in seen)


@pytest.mark.parametrize(
    ("token", "headers", "remote", "status"),
    [
        ("", {}, "127.0.0.1", 200),
        ("", {}, "::1", 200),
        ("", {}, "10.0.0.8", 403),
        ("", {}, "203.0.113.9", 403),
        # a proxy on this machine, of which the settings know nothing
        ("", {"X-Forwarded-For": "203.0.113.9"}, "127.0.0.1", 403),
        ("", {"X-Forwarded-For": "127.0.0.1"}, "127.0.0.1", 403),
        ("t0ken", {}, "127.0.0.1", 403),
        ("t0ken", {"Authorization": "Bearer wrong"}, "127.0.0.1", 403),
        ("t0ken", {"Authorization": "Bearer t0ken"}, "203.0.113.9", 200),
    ],
)
def test_who_may_read(
    client: Client, db: None, settings: Any, token: str, headers: dict[str, str], remote: str, status: int
) -> None:
    settings.METRICS_TOKEN = token
    assert client.get("/metrics", headers=headers, REMOTE_ADDR=remote).status_code == status


def test_behind_a_known_proxy_the_real_client_counts(client: Client, db: None, settings: Any) -> None:
    settings.TRUSTED_PROXIES = 1
    outside = {"X-Forwarded-For": "203.0.113.9"}
    assert client.get("/metrics", headers=outside, REMOTE_ADDR="127.0.0.1").status_code == 403
