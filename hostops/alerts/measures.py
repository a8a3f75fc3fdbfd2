"""Numbers for `/metrics` that only the database knows.

They are counted at most once in `FRESH_SECONDS` for all processes and hosts together, from
partial indexes, with a limit on each count; between times, and where counting fails, the last
ones are given.
"""

import logging
from collections.abc import Iterator
from typing import Any

from django.core.cache import cache
from django.db import DatabaseError, connection, transaction
from django.db.models import Count, Q
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric

from hostops.alerts import pulse
from hostops.alerts.models import Alert, Delivery
from hostops.clocks.models import Clock
from hostops.lib.now import now

logger = logging.getLogger(__name__)

FRESH_SECONDS = 30
_KEPT_SECONDS = 3600
_FRESH, _LAST = "alerts:measures:fresh", "alerts:measures:last"
_LONGEST_COUNT = "5s"
_WATCHED = (Delivery.State.WAITING, Delivery.State.IN_FLIGHT, Delivery.State.FAILED)


class Measures:
    """A collector for Prometheus: what is counted, and the figures that are fresh at every reading.

    What cannot be had, with the database or the cache away, is left out and its absence told.
    """

    def collect(self) -> Iterator[Metric]:
        missing = 0
        for figures in (_lag, _silence, _counted):
            try:
                yield from figures()
            except Exception:
                logger.warning("figures not taken", exc_info=True)
                missing += 1
        yield _gauge("hostops_figures_missing", "Groups of figures that could not be taken this time", missing)


def _lag() -> list[Metric]:
    return [_gauge("hostops_sweep_lag_seconds", "Seconds that the clock due longest has waited", pulse.lag())]


def _silence() -> list[Metric]:
    silent = pulse.seconds_since_beat()
    if silent is None:
        return []
    return [_gauge("hostops_sweep_silent_seconds", "Seconds since the sweep's last round", silent)]


def _counted() -> list[Metric]:
    return list(_families(measured()))


def measured() -> dict[str, Any]:
    """The counts, at most `FRESH_SECONDS` old while the database answers; empty where it never has."""
    last: dict[str, Any] | None = cache.get(_LAST)
    # Whoever adds the mark counts; the others have the last numbers meanwhile.
    if cache.add(_FRESH, True, FRESH_SECONDS) or last is None:
        try:
            last = _count()
            cache.set(_LAST, last, _KEPT_SECONDS)
        except DatabaseError:
            logger.warning("counting for metrics failed", exc_info=True)
    return last or {}


def _count() -> dict[str, Any]:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [_LONGEST_COUNT])
        return {
            "clocks": _open_clocks(),
            "alerts": Alert.objects.count(),
            "unrouted": Alert.objects.filter(routed_at=None).count(),
            "deliveries": {state.value: Delivery.objects.filter(state=state).count() for state in _WATCHED},
        }


def _open_clocks() -> dict[str, int]:
    """By what the index of open clocks holds: one that has its due instant but begins later counts as running."""
    live = Clock.objects.live()
    waiting = live.filter(due_at=None).aggregate(
        paused=Count("pk", filter=Q(paused_at__isnull=False)), pending=Count("pk", filter=Q(paused_at=None))
    )
    late, in_time = live.filter(due_at__lt=now()).count(), live.filter(due_at__gte=now()).count()
    return {"breached": late, "running": in_time, **waiting}


def _families(counts: dict[str, Any]) -> Iterator[Metric]:
    if not counts:
        return
    age = f"; counted at most every {FRESH_SECONDS} s"
    yield _by_state("hostops_open_clocks", f"Clocks that are neither stopped nor cancelled{age}", counts["clocks"])
    yield _by_state("hostops_deliveries", f"Messages in the outbox that are not sent{age}", counts["deliveries"])
    yield _gauge("hostops_alerts_unrouted", f"Alerts whose deliveries are not written yet{age}", counts["unrouted"])
    yield CounterMetricFamily("hostops_alerts_raised", f"Alerts ever raised{age}", value=counts["alerts"])


def _gauge(name: str, meaning: str, value: float) -> Metric:
    return GaugeMetricFamily(name, meaning, value=value)


def _by_state(name: str, meaning: str, counts: dict[str, int]) -> Metric:
    family = GaugeMetricFamily(name, meaning, labels=["state"])
    for state, count in counts.items():
        family.add_metric([state], count)
    return family
