"""Calendars: when business time counts.

Hours are written per weekday as a list of `["HH:MM", "HH:MM"]`, several a day, `24:00` allowed
as an end; a weekday that is left out is closed. The same shape serves the deadline calculator.
"""

import datetime
import re
from functools import cache
from itertools import pairwise
from typing import Annotated, ClassVar, Literal

import holidays
from pydantic import AfterValidator

from hostops.policies.schema.base import Part, Rule, Words, listed, refusal, shaped, unique
from hostops.policies.schema.clauses import Timezone

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_NAMES: dict[Weekday, str] = {
    "mon": "Monday",
    "tue": "Tuesday",
    "wed": "Wednesday",
    "thu": "Thursday",
    "fri": "Friday",
    "sat": "Saturday",
    "sun": "Sunday",
}
MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_TIME = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")


def _is_time(text: str) -> bool:
    return text == "24:00" or _TIME.fullmatch(text) is not None


def _opening(pair: tuple[str, str]) -> tuple[str, str]:
    for text in pair:
        if not _is_time(text):
            raise refusal(f'"{text}" is not a time of day', 'write hours and minutes, such as "09:00"')
    if pair[0] >= pair[1]:
        raise refusal(
            f"{pair[0]}-{pair[1]} closes before it opens",
            'split it at midnight: until "24:00", and from "00:00" on the next day',
        )
    return pair


def _apart(openings: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    ordered = sorted(openings)
    for earlier, later in pairwise(ordered):
        if later[0] < earlier[1]:
            raise refusal(f"{'-'.join(earlier)} and {'-'.join(later)} overlap", "write each open hour once")
    return openings


Opening = Annotated[tuple[str, str], AfterValidator(_opening)]
Openings = Annotated[tuple[Opening, ...], AfterValidator(_apart)]


Week = dict[Weekday, tuple[tuple[str, str], ...]]


_regions = cache(holidays.list_supported_countries)


def _known_region(region: str) -> str:
    country, _, subdivision = region.partition("-")
    known = _regions()
    if country not in known or (subdivision and subdivision not in known[country]):
        raise refusal(
            f'no public holidays are known for "{region}"',
            "write a country (SE) or a country and its part (US-OR)",
        )
    return region


def _some_opening(hours: Week) -> Week:
    if not any(hours.values()):
        raise refusal(
            "the calendar is never open", 'give at least one weekday hours, such as mon: [["09:00", "17:00"]]'
        )
    return hours


Region = Annotated[
    str,
    shaped(r"[A-Z]{2}(-[A-Z0-9]{1,3})?", "a country or a part of one", "SE or US-OR"),
    AfterValidator(_known_region),
]


class ClosedDay(Part):
    """A day closed beside the public holidays, and why."""

    key_field: ClassVar[str | None] = "date"

    date: datetime.date
    reason: Words


def time_of_day(text: str) -> str:
    """A wall-clock time `HH:MM`, for rules that name one."""
    if not _TIME.fullmatch(text):
        raise refusal(f'"{text}" is not a time of day', 'write hours and minutes, such as "02:00"')
    return text


TimeOfDay = Annotated[str, AfterValidator(time_of_day)]


class Calendar(Rule):
    """Opening hours in a time zone, less public holidays and extra closed days.

    `holiday_region` is a country, or a country and a subdivision (`US-OR`); left out, no
    holidays close it.
    """

    timezone: Timezone
    hours: Annotated[dict[Weekday, Openings], AfterValidator(_some_opening)]
    holiday_region: Region | None = None
    closed_days: tuple[ClosedDay, ...] = ()

    def model_post_init(self, context: object, /) -> None:
        unique([day.date for day in self.closed_days], "closed day")

    def words(self) -> str:
        """`open Monday to Friday 09:00-17:00, America/Los_Angeles, closed on public holidays of US-OR`."""
        said = [self._hours_in_words(), self.timezone.replace("_", " ")]
        if self.holiday_region:
            said.append(f"closed on the public holidays of {self.holiday_region}")
        if self.closed_days:
            days = [f"{day.date.isoformat()} ({day.reason})" for day in self.closed_days]
            said.append(f"closed on {listed(days)}")
        return "open " + ", ".join(said)

    def _hours_in_words(self) -> str:
        groups: list[tuple[list[Weekday], str]] = []
        for day in WEEKDAYS:
            text = listed(["-".join(opening) for opening in self.hours.get(day, ())])
            if groups and groups[-1][1] == text:
                groups[-1][0].append(day)
            else:
                groups.append(([day], text))
        return ", ".join(f"{_span(days)} {text}" for days, text in groups if text)


def _span(days: list[Weekday]) -> str:
    first, last = DAY_NAMES[days[0]], DAY_NAMES[days[-1]]
    return first if len(days) == 1 else f"{first} to {last}"
