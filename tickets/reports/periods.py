"""Spans of time that a report is about, in a named zone. Pure.

A period is written as `2026`, `2026-Q3`, `2026-10`, or as its first and last day:
`2026-10-05..2026-10-18`. It begins with the first instant of its first day in the zone and ends
before the first instant of the day after its last, whatever the clocks of the place do meanwhile.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

_YEAR, _QUARTER, _MONTH = 12, 3, 1
_DAY = timedelta(days=1)
_WRITTEN = re.compile(r"(?P<year>\d{4})(-(Q(?P<quarter>[1-4])|(?P<month>0[1-9]|1[0-2])))?", re.ASCII)
_DAYS = re.compile(r"(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})", re.ASCII)
# Zone data says little of earlier years, and there is no year after the last.
FIRST_YEAR, LAST_YEAR = 1971, 9998


@dataclass(frozen=True)
class Period:
    """From `start` on, before `end`. `months` or `days` say what it is made of; neither: of instants."""

    start: datetime
    end: datetime
    zone: ZoneInfo
    name: str
    key: str = ""
    months: int = 0
    days: int = 0

    def before(self) -> "Period":
        """The period that ends where this begins: as many calendar months, days or seconds."""
        first = self.start.astimezone(self.zone).date()
        if self.months:
            return of_months(_moved(first, -self.months), self.months, self.zone)
        if self.days:
            return of_days(first - self.days * _DAY, first - _DAY, self.zone)
        return of_instants(self.start - (self.end - self.start), self.start, self.zone)

    @property
    def last_day(self) -> date:
        return (self.end - timedelta(microseconds=1)).astimezone(self.zone).date()

    @property
    def first_day(self) -> date:
        return self.start.astimezone(self.zone).date()


def parse(text: str, zone: ZoneInfo) -> Period:
    """The period that `text` writes. ValueError, with the mend, for any other text."""
    if days := _DAYS.fullmatch(text):
        return of_days(_day(days[1]), _day(days[2]), zone)
    written = _WRITTEN.fullmatch(text)
    if written is None:
        raise ValueError("Write a month as 2026-10, a quarter as 2026-Q3, a year as 2026.")
    year = int(written["year"])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"Use a year from {FIRST_YEAR} to {LAST_YEAR}.")
    if written["month"]:
        return of_months(date(year, int(written["month"]), 1), _MONTH, zone)
    if written["quarter"]:
        return of_months(date(year, 1 + _QUARTER * (int(written["quarter"]) - 1), 1), _QUARTER, zone)
    return of_months(date(year, 1, 1), _YEAR, zone)


def of_months(first: date, months: int, zone: ZoneInfo) -> Period:
    """So many months from the month of `first` on."""
    first = first.replace(day=1)
    after = _moved(first, months)
    name, key = _called(first, months)
    return Period(_begins(first, zone), _begins(after, zone), zone, name, key, months=months)


def of_days(first: date, last: date, zone: ZoneInfo) -> Period:
    """From the first day to the last, both of them in it. ValueError where they are the wrong way round."""
    if last < first:
        raise ValueError("The last day is before the first.")
    if not (first.year >= FIRST_YEAR and last.year <= LAST_YEAR):
        raise ValueError(f"Use days of the years {FIRST_YEAR} to {LAST_YEAR}.")
    name = _written(first) if first == last else f"{_written(first)} to {_written(last)}"
    days = (last - first).days + 1
    return Period(_begins(first, zone), _begins(last + _DAY, zone), zone, name, f"{first}..{last}", days=days)


def of_instants(start: datetime, end: datetime, zone: ZoneInfo) -> Period:
    name = f"{start.astimezone(zone):%Y-%m-%d %H:%M:%S} to {end.astimezone(zone):%Y-%m-%d %H:%M:%S}"
    return Period(start, end, zone, name)


def month_of(instant: datetime, zone: ZoneInfo) -> Period:
    return of_months(instant.astimezone(zone).date(), _MONTH, zone)


def months_up_to(last: date, count: int, zone: ZoneInfo) -> list[Period]:
    """The `count` months that end with the month of `last`, the oldest first."""
    first = last.replace(day=1)
    return [of_months(_moved(first, -back), _MONTH, zone) for back in range(count - 1, -1, -1)]


def recent(today: date, months: int, size: int, zone: ZoneInfo) -> list[Period]:
    """The last `size` periods of so many months up to the one that `today` is in, the newest first."""
    first = date(today.year, today.month - (today.month - 1) % months, 1)
    return [of_months(_moved(first, -back * months), months, zone) for back in range(size)]


def _begins(day: date, zone: ZoneInfo) -> datetime:
    """The first instant of the day; where its midnight is skipped, the instant of the jump."""
    return datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)


def _moved(first: date, months: int) -> date:
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, 1)


def _called(first: date, months: int) -> tuple[str, str]:
    if months == _YEAR and first.month == 1:
        return str(first.year), f"{first.year:04}"
    if months == _QUARTER and first.month % _QUARTER == 1:
        quarter = (first.month + 2) // _QUARTER
        return f"Q{quarter} {first.year}", f"{first.year:04}-Q{quarter}"
    return f"{first:%B} {first.year}", f"{first.year:04}-{first.month:02}"


def _written(day: date) -> str:
    return f"{day.day} {day:%b} {day.year}"


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"There is no day {text}; write it as 2026-10-05.") from None
