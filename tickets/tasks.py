"""What the case desk does by itself."""

import logging
from datetime import timedelta

from celery import shared_task
from django.conf import settings

from hostops.clocks.models import Clock
from hostops.lib.errors import NotPossible
from hostops.lib.now import now
from tickets.actions import case_close
from tickets.clocks import CLOSING
from tickets.models import Case, Draft

logger = logging.getLogger(__name__)
# As many as one run closes; the next run goes on.
_AT_ONCE = 500


@shared_task(name="tickets.tasks.close_silent")
def close_silent() -> int:
    """Close the resolved cases whose silence is over, dated with its end. Safe to run twice at once."""
    over = Clock.objects.live().filter(kind=CLOSING, due_at__lte=now()).order_by("due_at")[:_AT_ONCE]
    closed = 0
    for clock in over:
        case = Case.objects.get(subject=clock.subject_id)
        try:
            case_close(
                actor=None, case=case, at=clock.due_at, reason="closed by itself after the silence that the policy sets"
            )
            closed += 1
        except NotPossible:
            continue  # reopened, or closed by hand, in between
    return closed


@shared_task(name="tickets.tasks.forget_drafts")
def forget_drafts() -> int:
    """Forget what nobody has gone on with for `DRAFT_RETENTION_DAYS`, and what was sent that long ago."""
    before = now() - timedelta(days=settings.DRAFT_RETENTION_DAYS)
    forgotten = Draft.objects.filter(saved_at__lt=before).delete()[0]
    logger.info("housekeeping", extra={"drafts": forgotten})
    return forgotten
