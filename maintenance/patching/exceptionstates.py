"""The states of an exception, as conditions on its rows; `PatchException.state_at` says the same of one."""

from datetime import datetime

from django.db.models import Q

STATES = ("asked", "declined", "ahead", "running", "over")
_APPROVED = Q(approved_at__isnull=False)


def in_state(state: str, at: datetime) -> Q:
    """Those that are in that state at `at`."""
    ended = Q(ended_at__isnull=False, ended_at__lte=at) | Q(until_at__lte=at)
    return {
        "asked": Q(approved_at=None, declined_at=None),
        "declined": Q(declined_at__isnull=False),
        "ahead": _APPROVED & Q(from_at__gt=at) & ~ended,
        "running": _APPROVED & Q(from_at__lte=at) & ~ended,
        "over": _APPROVED & ended,
    }[state]
