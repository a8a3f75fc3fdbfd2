"""A month of the calendar, kept as its first day, and as it is written: `2026-10`. Pure."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

_WRITTEN = re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII)
# Zone data says little of earlier years, and there is no year after the last.
FIRST_YEAR, LAST_YEAR = 1971, 9998


def parse_month(text: str) -> date:
    """The first day of the month that `text` writes. ValueError, with the mend, for any other text."""
    written = _WRITTEN.fullmatch(text)
    if written is None:
        raise ValueError("Write a month as 2026-10.")
    if not FIRST_YEAR <= int(written[1]) <= LAST_YEAR:
        raise ValueError(f"Use a year from {FIRST_YEAR} to {LAST_YEAR}.")
    return date(int(written[1]), int(written[2]), 1)


def month_key(month: date) -> str:
    return f"{month.year:04}-{month.month:02}"


def month_of(instant: datetime, zone: ZoneInfo) -> date:
    return instant.astimezone(zone).date().replace(day=1)


def moved(month: date, months: int) -> date:
    """So many months later, or earlier."""
    year, index = divmod(month.year * 12 + month.month - 1 + months, 12)
    return date(year, index + 1, 1)
