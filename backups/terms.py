"""The terms of one schedule as a person asks for them."""

from backups.models import Promise, Schedule
from hostops.policies.binding import LARGE


def latest_promise(schedule: Schedule) -> Promise:
    """The promise under which it stands, or stood last."""
    terms = schedule.terms.select_related("promise__version").defer(*(f"promise__{name}" for name in LARGE))
    return terms.order_by("-from_at")[:1].get().promise
