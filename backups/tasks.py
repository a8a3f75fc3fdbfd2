"""What the desk does by itself. Each task may run twice, beside itself, and be killed anywhere."""

import logging
import time

from celery import shared_task

from backups.actions.schedules import schedules_follow
from backups.daily import checks_open
from backups.trials import trials_follow
from backups.turning import slots_turn

logger = logging.getLogger(__name__)

_BATCH = 1000
# Then the next round goes on, so that a flood keeps no worker for itself.
_SECONDS = 30.0


@shared_task(name="backups.tasks.turn")
def turn() -> int:
    """Turn the clocks of schedules whose slot has come. How many were looked at."""
    ends = time.monotonic() + _SECONDS
    turned = looked = slots_turn(_BATCH)
    while looked == _BATCH and time.monotonic() < ends:
        looked = slots_turn(_BATCH)
        turned += looked
    if turned:
        logger.info("backup slots turned", extra={"schedules": turned})
    return turned


@shared_task(name="backups.tasks.follow")
def follow() -> int:
    """Bring the schedules to the policies in force and the servers there are. How many changed."""
    changed = schedules_follow(actor=None)
    if changed:
        logger.info("backup schedules followed", extra={"schedules": changed})
    return changed


@shared_task(name="backups.tasks.open_checks")
def open_checks() -> int:
    """Put the days that are over before whoever signs them. How many were new."""
    opened = checks_open()
    if opened:
        logger.info("backup days to be signed", extra={"days": opened})
    return opened


@shared_task(name="backups.tasks.follow_trials")
def follow_trials() -> int:
    """Bring the clocks of restore tests to the servers and contracts there are. How many changed."""
    changed = trials_follow()
    if changed:
        logger.info("restore tests followed", extra={"servers": changed})
    return changed
