"""The days of a daily check: when a day is over, when it is looked at, until when it is signed. Pure.

A day is one of the policy's zone, from its midnight to the next. It is looked at on the first day of
the rule after it, so that a rule without weekends has three days looked at on a Monday; their
promise is one, to sign them all by the rule's time of that day.
"""

from datetime import date, datetime, time, timedelta

from hostops.clocks.businesstime.wall import first_reaching, local_date, midnight, same_wall_time, zone_named
from hostops.policies.schema.backups import DailyCheck
from hostops.policies.schema.calendars import WEEKDAYS

_DAY = timedelta(days=1)


def span_of(day: date, zone: str) -> tuple[datetime, datetime]:
    """From the first instant of `day` to that of the next (UTC)."""
    place = zone_named(zone)
    return first_reaching(midnight(day), place), first_reaching(midnight(day + _DAY), place)


def last_ended(at: datetime, zone: str) -> date:
    """The latest day that is over at `at`."""
    return local_date(at, zone_named(zone)) - _DAY


def due_at(rule: DailyCheck, day: date, zone: str) -> datetime:
    """Until when `day` is to be signed (UTC)."""
    wall = datetime.combine(checked_on(rule, day), time.fromisoformat(rule.by))
    return same_wall_time(wall, zone_named(zone))


def checked_on(rule: DailyCheck, day: date) -> date:
    """The day on which `day` is looked at: the first of the rule's after it."""
    return next(later for later in _days(day, 1) if _is_of(rule, later))


def looked_at_with(rule: DailyCheck, day: date) -> list[date]:
    """The days that are looked at together with `day`, itself among them, the earliest first."""
    on = checked_on(rule, day)
    first = next(earlier for earlier in _days(on, -1) if _is_of(rule, earlier))
    return [first + number * _DAY for number in range((on - first).days)]


def _days(day: date, way: int) -> list[date]:
    """The week after `day`, or with `way` -1 the one before it, the nearest first."""
    return [day + number * way * _DAY for number in range(1, len(WEEKDAYS) + 1)]


def _is_of(rule: DailyCheck, day: date) -> bool:
    return not rule.days or WEEKDAYS[day.weekday()] in rule.days
