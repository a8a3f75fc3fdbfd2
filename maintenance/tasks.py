"""What the maintenance desk does by itself."""

import logging

from celery import shared_task

from maintenance.closing import months_close

logger = logging.getLogger(__name__)


@shared_task(name="maintenance.tasks.close_months")
def close_months() -> int:
    """Close each account's months that are over and not closed yet. Safe to run twice at once."""
    closed = months_close()
    if closed:
        logger.info("availability months closed", extra={"months": closed})
    return closed
