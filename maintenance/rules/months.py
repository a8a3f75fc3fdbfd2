"""A month as a stretch of time in a named zone. Pure."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from hostops.clocks.businesstime.wall import first_reaching, midnight
from hostops.lib.months import month_key as month_key
from hostops.lib.months import month_of as month_of
from hostops.lib.months import moved as moved
from hostops.lib.months import parse_month as parse_month
from maintenance.rules.intervals import Stretch


def month_span(month: date, zone: ZoneInfo) -> Stretch:
    """From the first instant of the month's first day in `zone` to that of the next month's.

    Where clocks skip that midnight, from the jump on; where they show it twice, from the first time.
    """
    return Stretch(_begins(month, zone), _begins(moved(month, 1), zone))


def _begins(month: date, zone: ZoneInfo) -> datetime:
    return first_reaching(midnight(month.replace(day=1)), zone)
