"""Whether what an alert warns of may still be said. Nobody is told to answer what has been answered."""

from hostops.alerts.crossed import BREACH
from hostops.alerts.happenings import happenings
from hostops.alerts.heard import is_heard
from hostops.alerts.models import Alert
from hostops.alerts.steps import plain, step_of


def still_true(alert: Alert) -> bool:
    """A breach or another thing that happened stays true; all else holds while its clock runs towards the same instant.

    That nobody has acknowledged it holds until somebody has. `alert` comes with its clock.
    """
    if step_of(alert.threshold) and is_heard(alert):
        return False
    clock = alert.clock
    if alert.threshold == BREACH or alert.threshold in happenings or clock.set_aside:
        return True
    if clock.cycle != alert.cycle or clock.stopped_at or clock.cancelled_at:
        return False
    key = plain(alert.threshold)
    return key in happenings or any(
        entry["key"] == key and entry["revision"] == alert.revision for entry in clock.thresholds
    )
