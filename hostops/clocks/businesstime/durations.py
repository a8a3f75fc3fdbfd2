"""Durations: a calendar part (years to days) and an exact part (hours to seconds), kept apart.

A day is not 24 hours where clocks change, and a business day is no number of hours at all, so
neither part is ever turned into the other.
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal, Self

from hostops.clocks.businesstime.limits import LONGEST_DAYS, OutOfRange

TimeMode = Literal["business", "elapsed"]
"""What counts: only open hours, or all time."""

NEXT_BUSINESS_DAY = "next_business_day"
# Nine digits hold every lawful amount; a longer number is refused before it is multiplied.
_ISO = re.compile(
    r"P(?=.)(?:([0-9]{1,9})Y)?(?:([0-9]{1,9})M)?(?:([0-9]{1,9})W)?(?:([0-9]{1,9})D)?"
    r"(?:T(?=.)(?:([0-9]{1,9})H)?(?:([0-9]{1,9})M)?(?:([0-9]{1,9})S)?)?"
)


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time in whole units, not negative, of at most `LONGEST_DAYS` in either part."""

    years: int = 0
    months: int = 0
    weeks: int = 0
    days: int = 0
    seconds: int = 0
    next_business_day: bool = False

    def __post_init__(self) -> None:
        amounts = (self.years, self.months, self.weeks, self.days, self.seconds)
        if min(amounts) < 0:
            raise ValueError("a duration is not negative")
        if self.next_business_day and amounts != (0, 0, 0, 1, 0):
            raise ValueError("the next business day is one day, and nothing beside it")
        days = self.years * 366 + self.months * 31 + self.calendar_days
        if days > LONGEST_DAYS or self.seconds > LONGEST_DAYS * 86_400:
            raise OutOfRange(f"a duration is at most {LONGEST_DAYS} days")

    @classmethod
    def parse(cls, text: str) -> Self:
        """`PT8H`, `P6D`, `P1W`, `P1M`, `P1DT2H` or `next_business_day`; else ValueError with the mend."""
        if text == NEXT_BUSINESS_DAY:
            return cls(days=1, next_business_day=True)
        match = _ISO.fullmatch(text)
        if match is None:
            raise ValueError(
                f"{text[:40]!r} is not a duration; write whole units such as PT15M for "
                f"15 minutes, PT8H for 8 hours, P6D for 6 days, or {NEXT_BUSINESS_DAY}"
            )
        years, months, weeks, days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
        return cls(years, months, weeks, days, hours * 3600 + minutes * 60 + seconds)

    @property
    def calendar_months(self) -> int:
        """Years and months, in months."""
        return self.years * 12 + self.months

    @property
    def calendar_days(self) -> int:
        """Weeks and days, in days; beside `calendar_months`."""
        return self.weeks * 7 + self.days

    @property
    def exact(self) -> timedelta:
        """Hours, minutes and seconds."""
        return timedelta(seconds=self.seconds)

    def check_for(self, time: TimeMode) -> None:
        """ValueError where the duration has no meaning in `time`.

        Business time counts days and hours: whether a week of it is five days or seven, the
        documents do not say, so a policy has to.
        """
        if time not in ("business", "elapsed"):
            raise ValueError(f"{str(time)[:20]!r} is no way to count time; use business or elapsed")
        if time == "elapsed" and self.next_business_day:
            raise ValueError(f"{NEXT_BUSINESS_DAY} is business time; for elapsed time write P1D")
        if time == "business" and (self.calendar_months or self.weeks):
            raise ValueError(
                f"{self} has no meaning in business time; write business days, such as P5D for a week of five"
            )

    def __str__(self) -> str:
        """As ISO 8601, or the phrase; parses back to the same duration."""
        if self.next_business_day:
            return NEXT_BUSINESS_DAY
        dates = _letters("YMWD", (self.years, self.months, self.weeks, self.days))
        times = _letters("HMS", _hours_minutes_seconds(self.seconds))
        return f"P{dates}T{times}" if times else f"P{dates}" if dates else "PT0S"

    def in_words(self, time: TimeMode = "elapsed") -> str:
        """`15 minutes`, `3 business days`, `8 hours of business time`, `the next business day`."""
        if self.next_business_day:
            return "the next business day"
        business = time == "business"
        days = _counted(
            ("year", "month", "week", "business day" if business else "day"),
            (self.years, self.months, self.weeks, self.days),
        )
        exact = _counted(("hour", "minute", "second"), _hours_minutes_seconds(self.seconds))
        if exact and business:
            exact[-1] += " of business time"
        parts = days + exact
        return " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:]))) or "no time"


def _hours_minutes_seconds(seconds: int) -> tuple[int, int, int]:
    return seconds // 3600, seconds // 60 % 60, seconds % 60


def _letters(letters: str, amounts: tuple[int, ...]) -> str:
    return "".join(f"{amount}{letter}" for letter, amount in zip(letters, amounts, strict=True) if amount)


def _counted(units: tuple[str, ...], amounts: tuple[int, ...]) -> list[str]:
    return [
        f"{amount} {unit}{'' if amount == 1 else 's'}" for unit, amount in zip(units, amounts, strict=True) if amount
    ]
