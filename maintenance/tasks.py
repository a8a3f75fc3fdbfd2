"""What the desk does by itself. Each task may run twice, beside itself, and be killed anywhere."""

import logging
import time

from celery import shared_task

from maintenance.closing import months_close
from maintenance.overrun import tell_overruns
from maintenance.patching.actions.duties import duties_follow
from maintenance.patching.closing import periods_close
from maintenance.patching.excepting import exceptions_follow
from maintenance.patching.turning import periods_turn
from maintenance.settling import settle_notices

logger = logging.getLogger(__name__)

_BATCH = 1000
# Then the next round goes on, so that a flood keeps no worker for itself.
_SECONDS = 30.0


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


@shared_task(name="maintenance.tasks.turn_patches")
def turn_patches() -> int:
    """Put the patch periods that have come on record. How many duties were looked at."""
    ends = time.monotonic() + _SECONDS
    turned = looked = periods_turn(_BATCH)
    while looked == _BATCH and time.monotonic() < ends:
        looked = periods_turn(_BATCH)
        turned += looked
    if turned:
        logger.info("patch periods turned", extra={"duties": turned})
    return turned


@shared_task(name="maintenance.tasks.follow_patches")
def follow_patches() -> int:
    """Bring the patch duties to the policies in force and the servers there are. How many changed."""
    changed = duties_follow(actor=None)
    if changed:
        logger.info("patch duties followed", extra={"duties": changed})
    return changed


@shared_task(name="maintenance.tasks.close_patches")
def close_patches() -> int:
    """Freeze the figures of patch periods whose time for reports is over. How many."""
    closed = periods_close()
    if closed:
        logger.info("patch periods closed", extra={"periods": closed})
    return closed


@shared_task(name="maintenance.tasks.except_patches")
def except_patches() -> int:
    """See which exceptions from patching began, ended, or are of what is exploited now. How many ended."""
    ended = exceptions_follow()
    if ended:
        logger.info("patch exceptions ended", extra={"exceptions": ended})
    return ended
