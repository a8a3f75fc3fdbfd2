"""The states of a daily check: they follow from its instants and the present one."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q

from backups.models import DayCheck

STATES = ("unsigned", "overdue", "signed")


def state_of(check: DayCheck, at: datetime) -> str:
    if check.signed_at:
        return "signed"
    return "overdue" if check.due_at < at else "unsigned"


def state_q(wanted: Collection[str], at: datetime) -> Q:
    """`state_of` as a condition: any of those wanted."""
    conditions = {
        "signed": Q(signed_at__isnull=False),
        "overdue": Q(signed_at=None, due_at__lt=at),
        "unsigned": Q(signed_at=None, due_at__gte=at),
    }
    found = Q(pk__in=[])
    for state in wanted:
        found |= conditions[state]
    return found
