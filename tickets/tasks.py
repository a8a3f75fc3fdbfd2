"""What the case desk does by itself."""

from celery import shared_task

from hostops.clocks.models import Clock
from hostops.lib.errors import NotPossible
from hostops.lib.now import now
from tickets.actions import case_close
from tickets.clocks import CLOSING
from tickets.models import Case

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
