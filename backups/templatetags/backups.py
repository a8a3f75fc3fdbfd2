"""Tags of the desk's templates: days, tiers and clauses."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from django import template
from django.urls import reverse

from hostops.policies.schema import durations
from hostops.policies.schema.calendars import WEEKDAYS

register = template.Library()
_WEEKEND = WEEKDAYS.index("sat")
# A name in a column so narrow would not fit.
_ROOM_FOR_NAME = 3


@register.filter
def in_words(duration: str) -> str:
    """An ISO duration of a policy: `P7D` is "7 days"."""
    return durations.in_words(duration)


@register.simple_tag
def clause_url(clause: str) -> str:
    """Where the words of a clause stand: its policy is the first part of its name."""
    return f"{reverse('policy', args=[clause.partition(':')[0]])}#{clause}"


@register.filter
def months(days: Sequence[date]) -> list[tuple[str, int]]:
    """The months of the days, each with how many of them it has; a short one by its first letters."""
    found = [(first, len(list(some))) for first, some in groupby(days, lambda day: day.replace(day=1))]
    return [(f"{first:%B %Y}" if size > _ROOM_FOR_NAME else f"{first:%b}", size) for first, size in found]


@register.filter
def is_weekend(day: date) -> bool:
    return day.weekday() >= _WEEKEND
