"""Whether what an alert warns of may still be said. Nobody is told to answer what has been answered."""

from hostops.alerts.crossed import BREACH
from hostops.alerts.escalation import ESCALATED
from hostops.alerts.models import Alert


def still_true(alert: Alert) -> bool:
    """A breach has happened and stays true; all else holds while its clock runs towards the same instant.

    `alert` comes with its clock.
    """
    clock = alert.clock
    if alert.threshold == BREACH or clock.set_aside:
        return True
    if clock.cycle != alert.cycle or clock.stopped_at or clock.cancelled_at:
        return False
    key = alert.threshold.removesuffix(ESCALATED)
    return any(entry["key"] == key and entry["revision"] == alert.revision for entry in clock.thresholds)
