"""Durations as a policy document writes them: ISO 8601, and one phrase.

`PT..` is absolute time (hours, minutes, seconds); `P..` is calendar time (years, months, weeks,
days), kept at the same wall-clock time. One duration never mixes the two, since a day is not
always 24 hours. `next_business_day` means the close of the first business day after the local
date of the start.
"""

import re
from datetime import timedelta
from typing import Annotated

from pydantic import BeforeValidator

from hostops.policies.schema.base import listed, refusal

NEXT_BUSINESS_DAY = "next_business_day"
_ISO = re.compile(
    r"P(?:(?P<year>[0-9]{1,6})Y)?(?:(?P<month>[0-9]{1,6})M)?(?:(?P<week>[0-9]{1,6})W)?(?:(?P<day>[0-9]{1,6})D)?"
    r"(?P<T>T(?:(?P<hour>[0-9]{1,6})H)?(?:(?P<minute>[0-9]{1,6})M)?(?:(?P<second>[0-9]{1,9})S)?)?"
)
_CALENDAR_UNITS = ("year", "month", "week", "day")
_ABSOLUTE_UNITS = ("hour", "minute", "second")
_CASUAL = re.compile(r"([0-9]{1,6})\s*([a-z]+)", re.IGNORECASE)
# No promise reaches further; deadlines are not reckoned beyond it.
_LONGEST = timedelta(days=3650)
_LETTERS = {
    "year": "P{}Y",
    "month": "P{}M",
    "week": "P{}W",
    "day": "P{}D",
    "hour": "PT{}H",
    "minute": "PT{}M",
    "second": "PT{}S",
}
_SHORT = {
    "y": "year",
    "mo": "month",
    "w": "week",
    "d": "day",
    "h": "hour",
    "hr": "hour",
    "m": "minute",
    "min": "minute",
    "s": "second",
    "sec": "second",
}
# Only for asking which of two durations is the longer one; no deadline is computed with these.
_ROUGHLY = {
    "year": timedelta(days=365),
    "month": timedelta(days=30),
    "week": timedelta(weeks=1),
    "day": timedelta(days=1),
    "hour": timedelta(hours=1),
    "minute": timedelta(minutes=1),
    "second": timedelta(seconds=1),
}


def amounts(duration: str) -> dict[str, int]:
    """The units of an ISO duration that are present: `PT1H30M` gives hour 1 and minute 30."""
    match = _ISO.fullmatch(duration)
    if match is None:
        raise ValueError(duration)
    return {unit: int(match[unit]) for unit in _CALENDAR_UNITS + _ABSOLUTE_UNITS if match[unit]}


def is_absolute(duration: str) -> bool:
    """True for hours, minutes and seconds; False for calendar units."""
    return "T" in duration


def roughly(duration: str) -> timedelta:
    """A size for comparing two durations; months count as 30 days, so never use it for a due date."""
    return sum((_ROUGHLY[unit] * number for unit, number in amounts(duration).items()), timedelta())


def in_words(duration: str) -> str:
    """`PT15M` is `15 minutes`, `P1M` is `1 month`, `PT1H30M` is `1 hour and 30 minutes`."""
    if duration == NEXT_BUSINESS_DAY:
        return "the next business day"
    parts = [f"{number} {unit}{'' if number == 1 else 's'}" for unit, number in amounts(duration).items()]
    return listed(parts)


def often(duration: str) -> str:
    """`P1M` is `every month`, `P6M` is `every 6 months`."""
    return f"every {in_words(duration).removeprefix('1 ')}"


def mend_of(value: object) -> str:
    """What a person who wrote this as a duration probably meant."""
    match = _CASUAL.fullmatch(str(value).strip())
    if match is None:
        return "write PT15M for 15 minutes, PT8H for 8 hours, P6D for 6 days"
    number, unit = int(match[1]), match[2].lower()
    unit = _SHORT.get(unit, unit.rstrip("s"))
    if unit not in _LETTERS:
        return mend_of("")
    written = _LETTERS[unit].format(number)
    return f"write {written} for {in_words(written)}"


def checked(value: object) -> str:
    """An ISO 8601 duration of whole units, longer than nothing, calendar or absolute but not both."""
    match = _ISO.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise refusal(f'"{str(value)[:60]}" is not an ISO 8601 duration', mend_of(value))
    assert isinstance(value, str)
    found = amounts(value)
    if not any(found.values()):
        raise refusal(f'"{value}" is no time at all', "write a duration longer than nothing")
    if roughly(value) > _LONGEST:
        raise refusal(f'"{value}" is longer than ten years', "write a shorter duration")
    if match["T"] and any(unit in found for unit in _CALENDAR_UNITS):
        raise refusal(
            f'"{value}" mixes days of the calendar with hours',
            "write hours alone (PT36H) or days alone (P2D)",
        )
    return value


def checked_for_clock(value: object) -> str:
    """A duration, or `next_business_day`."""
    if value == NEXT_BUSINESS_DAY:
        return NEXT_BUSINESS_DAY
    return checked(value)


Duration = Annotated[str, BeforeValidator(checked)]
ClockDuration = Annotated[str, BeforeValidator(checked_for_clock)]
