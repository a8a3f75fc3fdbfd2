"""Demo data of the security room: a zero-day, a slow patch, code that is mended, a site that is shut down, a test."""

from hostops.lib.demo import Demo
from maintenance.security.seed import probing, responses


def seed(demo: Demo) -> None:
    responses.seed(demo)
    probing.seed(demo)
