"""What workers do for alerts. Each task may run twice, beside itself, and be killed anywhere."""

import logging

from celery import shared_task

from hostops.alerts import outbox, pulse, routing
from hostops.alerts.escalation import escalate
from hostops.alerts.retention import forget_old_deliveries
from hostops.alerts.sweep import sweep as sweep_clocks
from hostops.api.idempotency import forget_old_keys

logger = logging.getLogger(__name__)


@shared_task(name="hostops.alerts.tasks.sweep")
def sweep() -> None:
    """Raise what is due, pass on what nobody acknowledged, write the deliveries, and have them sent."""
    clocks, escalated, routed = sweep_clocks(), escalate(), routing.route()
    pulse.beat()
    if clocks or escalated or routed:
        logger.info("swept", extra={"clocks": clocks, "escalated": escalated, "routed": routed})
    if routed:
        deliver.apply_async(expires=60)  # all is committed by now; should the queue be away, beat sees to it


@shared_task(name="hostops.alerts.tasks.deliver")
def deliver() -> None:
    """Put back what hung in flight, and send what is due."""
    reaped = outbox.reap()
    sent = outbox.deliver()
    if reaped or sent:
        logger.info("delivered", extra={"sent": sent, "reaped": reaped})


@shared_task(name="hostops.alerts.tasks.housekeeping")
def housekeeping() -> None:
    """Forget what is kept no longer: old deliveries, old idempotency keys."""
    logger.info("housekeeping", extra={"deliveries": forget_old_deliveries(), "idempotency_keys": forget_old_keys()})
