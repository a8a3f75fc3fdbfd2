"""What probes and Prometheus ask: `/healthz`, `/readyz`, `/metrics`. No sign-in, nothing about customers."""

import os
from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest, multiprocess
from redis import Redis

from hostops.alerts import pulse
from hostops.alerts.measures import Measures
from hostops.journal.middleware import client_address

_PATIENCE = 2.0  # seconds for the queue to answer a probe


@login_not_required
@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """This process answers. Asks nothing else, so that a database away does not get the process restarted."""
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """200 where the portal can keep its promises, else 503 naming what is wrong.

    The database and the queue answer, and the sweep's last round and what waits for it are no
    older than `SWEEP_LAG_LIMIT` seconds.
    """
    checks = {name: _outcome(check) for name, check in _CHECKS.items()}
    ready = all(said == "ok" for said in checks.values())
    return JsonResponse({"status": "ok" if ready else "failing", "checks": checks}, status=200 if ready else 503)


@login_not_required
@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """For Prometheus: to the bearer of `METRICS_TOKEN`; where none is set, to this machine alone."""
    if not _may_read_metrics(request):
        return HttpResponse("Set METRICS_TOKEN and send it as a bearer token.\n", status=403, content_type="text/plain")
    own = CollectorRegistry(auto_describe=False)
    own.register(Measures())
    return HttpResponse(generate_latest(_of_processes()) + generate_latest(own), content_type=CONTENT_TYPE_LATEST)


class Wrong(Exception):
    """A check that failed, in words for the person who is called."""


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _queue() -> None:
    with Redis.from_url(
        settings.CELERY_BROKER_URL, socket_timeout=_PATIENCE, socket_connect_timeout=_PATIENCE
    ) as queue:
        queue.ping()


def _sweep() -> None:
    silent, limit = pulse.seconds_since_beat(), settings.SWEEP_LAG_LIMIT
    if silent is None:
        raise Wrong("no round yet; is a worker running, and beat?")
    if silent > limit:
        raise Wrong(f"last round {silent:.0f} s ago, the limit is {limit} s; is a worker running, and beat?")
    if (behind := pulse.lag()) > limit:
        raise Wrong(f"{behind:.0f} s behind, the limit is {limit} s")


_CHECKS: dict[str, Callable[[], None]] = {"database": _database, "queue": _queue, "sweep": _sweep}


def _outcome(check: Callable[[], None]) -> str:
    """`ok`, or what is wrong. Of a stranger's error only its class: its text may name hosts and users."""
    try:
        check()
    except Wrong as wrong:
        return str(wrong)
    except Exception as error:
        return f"does not answer ({type(error).__name__})"
    return "ok"


def _may_read_metrics(request: HttpRequest) -> bool:
    token: str = settings.METRICS_TOKEN
    if token:
        return constant_time_compare(request.headers.get("Authorization", ""), f"Bearer {token}")
    # A proxy that the settings do not know would make every client look like this machine.
    if "X-Forwarded-For" in request.headers and not settings.TRUSTED_PROXIES:
        return False
    address = client_address(request)
    return address is not None and ip_address(address).is_loopback


def _of_processes() -> CollectorRegistry:
    """What this process has counted or, where they share `PROMETHEUS_MULTIPROC_DIR`, all processes of the machine."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return REGISTRY
    together = CollectorRegistry()
    multiprocess.MultiProcessCollector(together)  # type: ignore[no-untyped-call]
    return together
