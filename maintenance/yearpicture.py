"""Twelve months at a glance: the days that a plan's windows take, and what else there is. Pure: given the zone."""

from calendar import Calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from typing import Any

from hostops.policies.schema.calendars import MONTH_NAMES

_DAY = timedelta(days=1)
_SLIVER = timedelta(microseconds=1)


@dataclass(frozen=True)
class Shown:
    """A date of the plan: its `place` among them, and the `window` it is, if it is one already."""

    place: int
    kind: str
    starts_at: datetime
    ends_at: datetime
    window: Any = None


@dataclass(frozen=True)
class Mark:
    """A window on a day: its letter where it begins, an arrow on the days after."""

    shown: Shown
    begins: bool

    @property
    def letter(self) -> str:
        return self.shown.kind[:1].upper() if self.begins else "→"


@dataclass(frozen=True)
class Day:
    """One day of a month; `others` are windows that begin on it and are not of the plan."""

    date: date
    marks: Sequence[Mark]
    others: int = 0
    is_today: bool = False


@dataclass
class Month:
    """A month: its weeks from Monday, None where a day is of another month; what the page lays at it."""

    number: int
    name: str
    weeks: Sequence[Sequence[Day | None]]
    others: int
    rows: list[Any] = field(default_factory=list)
    faults: list[Any] = field(default_factory=list)


def months(
    year: int, zone: tzinfo, plan: Sequence[Shown], others: Mapping[date, int], today: date | None = None
) -> list[Month]:
    """The twelve months of `year`, by the wall clock of `zone`."""
    marks: dict[date, list[Mark]] = {}
    for shown in plan:
        for number, day in enumerate(_days_of(shown, zone)):
            marks.setdefault(day, []).append(Mark(shown, begins=number == 0))
    return [_month(year, number, marks, others, today) for number in range(1, len(MONTH_NAMES) + 1)]


def _days_of(shown: Shown, zone: tzinfo) -> list[date]:
    first = shown.starts_at.astimezone(zone).date()
    last = max(first, (shown.ends_at - _SLIVER).astimezone(zone).date())
    # a typing error of years does not fill the page
    return [first + _DAY * number for number in range(min((last - first).days, 62) + 1)]


def _month(
    year: int, number: int, marks: Mapping[date, list[Mark]], others: Mapping[date, int], today: date | None
) -> Month:
    weeks = [
        [_day(day, marks, others, today) if day.month == number else None for day in week]
        for week in Calendar().monthdatescalendar(year, number)
    ]
    besides = sum(count for day, count in others.items() if (day.year, day.month) == (year, number))
    return Month(number, MONTH_NAMES[number - 1], weeks, besides)


def _day(day: date, marks: Mapping[date, list[Mark]], others: Mapping[date, int], today: date | None) -> Day:
    return Day(day, marks.get(day, ()), others.get(day, 0), day == today)
