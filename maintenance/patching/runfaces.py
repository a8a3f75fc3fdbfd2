"""What runs, their rings and exceptions are called and look like wherever they are named."""

from hostops.subjects import incidents
from maintenance.patching import looks, runroles
from maintenance.patching.incidents import downtimes_since


def add_all() -> None:
    runroles.grant_all()
    looks.add_all()
    incidents.sources.add("downtimes", downtimes_since)
