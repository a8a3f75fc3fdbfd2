"""What the desk does by itself. Each task may run twice, beside itself, and be killed anywhere."""

import logging

from celery import shared_task

from maintenance.closing import months_close
from maintenance.overrun import tell_overruns
from maintenance.settling import settle_notices

logger = logging.getLogger(__name__)


@shared_task(name="maintenance.tasks.settle")
def settle() -> int:
    """See which notices are with every affected account by now. How many."""
    settled = settle_notices()
    if settled:
        logger.info("notices settled", extra={"notices": settled})
    return settled


@shared_task(name="maintenance.tasks.watch")
def watch() -> int:
    """Tell of windows that run towards their end, or past it. How many messages."""
    return tell_overruns()


@shared_task(name="maintenance.tasks.close_months")
def close_months() -> int:
    """Close each account's months that are over and not closed yet. Safe to run twice at once."""
    closed = months_close()
    if closed:
        logger.info("availability months closed", extra={"months": closed})
    return closed
