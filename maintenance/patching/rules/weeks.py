"""ISO weeks as the columns of a board: each by its Monday, whatever zone the instant was in. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
# Half a year: what a person takes in at a glance, with two quarters in it.
WEEKS = 26
# No server is older than the firm; of an earlier week nobody asks but by mistake.
EARLIEST = date(2000, 1, 1)
# An ISO week is of the year, and of the month, in which its Thursday lies.
_THURSDAY = 3
# No place is further ahead of UTC, or behind it.
_AHEAD, _BEHIND = timedelta(hours=14), timedelta(hours=12)


def monday(day: date) -> date:
    return day - day.weekday() * DAY


def weeks_up_to(day: date, count: int = WEEKS) -> list[date]:
    """The Mondays of so many weeks, the oldest first; `day` lies in the last."""
    last = monday(day)
    return [last - back * WEEK for back in range(count - 1, -1, -1)]


def around(weeks: Sequence[date]) -> tuple[datetime, datetime]:
    """From when until when (UTC) it can be one of the weeks, wherever that is."""
    begins, ends = (datetime.combine(day, time.min, UTC) for day in (weeks[0], weeks[-1] + WEEK))
    return begins - _AHEAD, ends + _BEHIND


def name_of(week: date) -> str:
    """`2026-W53`."""
    year, number, _ = week.isocalendar()
    return f"{year}-W{number:02}"


@dataclass(frozen=True, slots=True)
class Columns:
    """Some of the weeks in a row: from `first` on, so many; none of them where `length` is 0."""

    first: int
    length: int


def columns(weeks: Sequence[date], starts: date, ends: date) -> Columns:
    """The weeks of the dates from `starts` up to, and not with, `ends`: those whose Thursday is one of them."""
    first, last = (_weeks_before(weeks[0], day) for day in (starts, ends))
    first, last = max(0, first), min(len(weeks), last)
    return Columns(first, max(0, last - first))


def column(weeks: Sequence[date], day: date) -> int:
    """The place of the week in which the day lies; outside of the weeks it is below 0, or too large."""
    return (monday(day) - weeks[0]) // WEEK


def _weeks_before(first: date, day: date) -> int:
    """How many weeks from `first` on have their Thursday before the day."""
    return -((first + _THURSDAY * DAY - day) // WEEK)
