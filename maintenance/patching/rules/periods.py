"""The periods of a cadence: ISO weeks, calendar months and quarters by the dates of a zone (iptor:4a-4d). Pure.

A period lasts from the first instant of its first date up to, and not at, that of the next one's.
A date whose midnight is skipped begins at its first existing instant, and one that a zone skipped
altogether with the next. Instants come out in UTC.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from hostops.clocks.ahead import moment_ahead
from hostops.clocks.businesstime import Duration
from hostops.clocks.businesstime.wall import first_reaching, local_date, midnight, zone_named
from hostops.policies.schema.patching import Cadence

_INSTANT, _DAY, _WEEK = timedelta(microseconds=1), timedelta(days=1), timedelta(weeks=1)
_QUARTER_MONTHS = 3


@dataclass(frozen=True, slots=True)
class Period:
    """`starts_at <= x < ends_at`; what is done at `ends_at` itself is still in time. Named `2026-W53`, `2026-Q4`."""

    starts_at: datetime
    ends_at: datetime
    name: str


def has_periods(cadence: Cadence) -> bool:
    """Whether there is anything to be done in every period; `on_release` waits for a release."""
    return cadence != "on_release"


def period_of(cadence: Cadence, zone: str, at: datetime) -> Period:
    """The period in which `at` lies. ValueError for `on_release`, which has none, and an unknown zone."""
    first = _first_of(cadence, local_date(at, zone_named(zone)))
    period = _period(cadence, zone, first)
    # A clock that falls back over midnight shows a date again that is over.
    return period if at < period.ends_at else _period(cadence, zone, _next(cadence, first))


def periods_within(cadence: Cadence, zone: str, starts_at: datetime, ends_at: datetime) -> Iterator[Period]:
    """Each period that has a part of its own from `starts_at` up to, and not at, `ends_at`, the earliest first."""
    period = period_of(cadence, zone, starts_at)
    while period.starts_at < ends_at:
        yield period
        period = period_of(cadence, zone, period.ends_at)


def counting_period(cadence: Cadence, zone: str, minimum: str | None, at: datetime) -> Period:
    """The period for which what comes at `at` counts: nearer to an end than `minimum`, it counts for the next.

    So that what must be planned `minimum` after a release can be (iptor:5c), and is in its period too.
    """
    period = period_of(cadence, zone, at)
    while at > last_counting(period, zone, minimum):
        period = period_of(cadence, zone, period.ends_at)
    return period


def last_counting(period: Period, zone: str, minimum: str | None) -> datetime:
    """The last instant at which something still counts for the period, and not for the next."""
    return moment_ahead(period.ends_at, Duration.parse(minimum), zone) if minimum else period.ends_at - _INSTANT


# Thousands of servers share a period.
@lru_cache(maxsize=4096)
def _period(cadence: Cadence, zone: str, first: date) -> Period:
    place = zone_named(zone)
    begins, ends = (first_reaching(midnight(day), place) for day in (first, _next(cadence, first)))
    return Period(begins, ends, _name(cadence, first))


def _first_of(cadence: Cadence, day: date) -> date:
    if cadence == "iso_week":
        return day - day.weekday() * _DAY
    if cadence == "calendar_month":
        return day.replace(day=1)
    if cadence == "calendar_quarter":
        return day.replace(month=(day.month - 1) // _QUARTER_MONTHS * _QUARTER_MONTHS + 1, day=1)
    raise ValueError(f"{cadence} has no periods: what is owed is owed by release")


def _next(cadence: Cadence, first: date) -> date:
    if cadence == "iso_week":
        return first + _WEEK
    for _ in range(_QUARTER_MONTHS if cadence == "calendar_quarter" else 1):
        first += monthrange(first.year, first.month)[1] * _DAY
    return first


def _name(cadence: Cadence, first: date) -> str:
    if cadence == "iso_week":
        year, week, _ = first.isocalendar()
        return f"{year}-W{week:02}"
    if cadence == "calendar_month":
        return f"{first:%Y-%m}"
    return f"{first.year}-Q{(first.month - 1) // _QUARTER_MONTHS + 1}"
