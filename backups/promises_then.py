"""What bound a schedule at an instant."""

from datetime import datetime

from backups.lines import lines_of
from backups.models import Promise, Schedule


def promise_then(schedule: Schedule, at: datetime) -> Promise:
    """The promise of the terms in force then; of the first terms where none had begun. Two statements."""
    stretches = lines_of([schedule.pk])[schedule.pk].stretches
    begun = (stretch.promise for stretch in reversed(stretches) if stretch.start <= at)
    return next(begun, stretches[0].promise)
