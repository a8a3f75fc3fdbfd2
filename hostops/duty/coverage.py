"""Which stretches of time a line of the rota covers, and where nobody is on call. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hostops.clocks.businesstime.wall import same_wall_time

_DAY = timedelta(days=1)
_DAYS = 7


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of time with the shift that covers it; None is a gap."""

    starts_at: datetime
    ends_at: datetime
    shift: Any


def pieces(shifts: Iterable[Any], starts: datetime, ends: datetime) -> list[Piece]:
    """The whole time from `starts` to `ends`, covered or not. `shifts` are one line's, which never overlap."""
    return list(_pieces(shifts, starts, ends))


def _pieces(shifts: Iterable[Any], starts: datetime, ends: datetime) -> Iterator[Piece]:
    reached = starts
    for shift in sorted(shifts, key=lambda shift: shift.starts_at):
        if shift.ends_at <= reached or shift.starts_at >= ends:
            continue
        if shift.starts_at > reached:
            yield Piece(reached, shift.starts_at, None)
        reached = max(reached, shift.starts_at)
        yield Piece(reached, min(shift.ends_at, ends), shift)
        reached = min(shift.ends_at, ends)
    if reached < ends:
        yield Piece(reached, ends, None)


def gaps(shifts: Iterable[Any], starts: datetime, ends: datetime) -> list[Piece]:
    """Where nobody is on call."""
    return [piece for piece in _pieces(shifts, starts, ends) if piece.shift is None]


def days_of_week(monday: date, zone: ZoneInfo) -> Sequence[tuple[date, datetime, datetime]]:
    """The seven days, each with its first instant and the next day's."""
    days = [monday + number * _DAY for number in range(_DAYS + 1)]
    begin = [same_wall_time(datetime.combine(day, time.min), zone) for day in days]
    return list(zip(days[:-1], begin[:-1], begin[1:], strict=True))


def monday_of(day: date) -> date:
    return day - day.weekday() * _DAY
