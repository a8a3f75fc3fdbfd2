"""What a weekly rule makes: one shift a week, the people in turn. Pure."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Generic, NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from hostops.clocks.businesstime.wall import same_wall_time

T = TypeVar("T")
_WEEK = timedelta(days=7)


class Slot(NamedTuple, Generic[T]):
    """A drafted shift, in UTC."""

    person: T
    starts_at: datetime
    ends_at: datetime


def drafted(people: Sequence[T], *, first_day: date, at: time, zone: ZoneInfo, weeks: int) -> Iterator[Slot[T]]:
    """A shift for each of `weeks`, handed over at the wall-clock time `at` of `zone`, without a gap.

    A week in which the clocks change is an hour shorter or longer, and the hand-over stays at its
    time; one that is skipped moves forward, one that is repeated means the first.
    """
    handovers = [_handover(first_day, number, at, zone) for number in range(weeks + 1)]
    for number in range(weeks):
        yield Slot(people[number % len(people)], handovers[number], handovers[number + 1])


def _handover(first_day: date, number: int, at: time, zone: ZoneInfo) -> datetime:
    return same_wall_time(datetime.combine(first_day + number * _WEEK, at), zone)
