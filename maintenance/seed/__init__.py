"""Demo data of the desk: each room's seed in its module, told by the desk's own actions."""

from hostops.lib.demo import Demo
from maintenance.patching import seed as patching
from maintenance.security import seed as security
from maintenance.seed import availability, events, freezes, windows, years


def seed(demo: Demo) -> None:
    """Windows, events and downtimes of the past half year, and what lies ahead."""
    years.seed(demo)
    windows.seed(demo)
    events.seed(demo)
    freezes.seed(demo)
    availability.seed(demo)
    security.seed(demo)
    patching.seed(demo)
