"""The calendars of a policy version, with the holidays that were frozen when it was published."""

from datetime import date
from functools import lru_cache

from hostops.clocks.businesstime import Calendar, parse_hours
from hostops.policies.models import PolicyVersion


def calendar_of(version: PolicyVersion, name: str) -> Calendar:
    """The calendar `name` of the version. Kept in memory: a version never changes."""
    return _calendar(version.sha256, version.pk, name)


@lru_cache(maxsize=256)
def _calendar(sha256: str, version_id: int, name: str) -> Calendar:
    version = PolicyVersion.objects.get(pk=version_id)
    written = version.parsed.calendars[name]
    frozen = version.holidays.get(name, {})
    return Calendar(
        timezone=written.timezone,
        hours=parse_hours({day: [list(opening) for opening in openings] for day, openings in written.hours.items()}),
        holidays={date.fromisoformat(day): title for day, title in frozen.items()},
        closed={closed.date: closed.reason for closed in written.closed_days},
    )
