"""Stretches: time cut into pieces that touch, each with the reason why it counts or does not.

A stretch is `(start, end, why)` in UTC. Streams are lazy, so that a walk ends where its deadline
is reached.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from hostops.clocks.businesstime.limits import MOST_STRETCHES, OutOfRange

OPEN, CLOSED, PAUSED, ELAPSED = "open", "closed", "paused", "elapsed"
COUNTING = frozenset({OPEN, ELAPSED})
NOTHING = timedelta(0)

Interval = tuple[datetime, datetime]
Stretch = tuple[datetime, datetime, str]


def united(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """The same time as sorted intervals that neither overlap nor touch; empty ones vanish."""
    found: list[Interval] = []
    for start, end in sorted(intervals):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        elif start < end:
            found.append((start, end))
    return tuple(found)


def repainted(
    stretches: Iterable[Stretch], intervals: Sequence[Interval], *, counting: bool, why: str
) -> Iterator[Stretch]:
    """`stretches`, where what lies in `intervals` and is (or is not) `counting` becomes `why`.

    The intervals are sorted and apart, as `united` gives them; both are gone through once.
    """
    index, number = 0, len(intervals)
    for stretch in stretches:
        while index < number and intervals[index][1] <= stretch[0]:
            index += 1
        if (stretch[2] in COUNTING) is not counting or index == number or intervals[index][0] >= stretch[1]:
            yield stretch
        else:
            yield from _pieces(stretch, intervals, index, why)


def _pieces(stretch: Stretch, intervals: Sequence[Interval], index: int, why: str) -> Iterator[Stretch]:
    """One stretch cut at the intervals from `index` on, those that lie in it named `why`."""
    at, end, reason = stretch
    while index < len(intervals) and intervals[index][0] < end:
        begins, ends = max(intervals[index][0], at), min(intervals[index][1], end)
        if at < begins:
            yield at, begins, reason
        yield begins, ends, why
        at = ends
        index += 1
    if at < end:
        yield at, end, reason


def until(stretches: Iterable[Stretch], end: datetime) -> Iterator[Stretch]:
    """`stretches` cut off at `end`."""
    for stretch in stretches:
        if stretch[1] >= end:
            if stretch[0] < end:
                yield stretch[0], end, stretch[2]
            return
        yield stretch


def used_up(stretches: Iterable[Stretch], amount: timedelta) -> Iterator[Stretch]:
    """`stretches` cut off at the first instant by which `amount` of counting time has passed."""
    if amount <= NOTHING:
        return
    for start, end, why in stretches:
        if why in COUNTING:
            if end - start >= amount:
                yield start, start + amount, why
                return
            amount -= end - start
        yield start, end, why


def counting_time(stretches: Iterable[Stretch]) -> timedelta:
    """How much of the stretches counts."""
    return sum((end - start for start, end, why in stretches if why in COUNTING), NOTHING)


def bounded(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """`stretches`, refused where there are more than anyone could read."""
    for number, stretch in enumerate(stretches):
        if number == MOST_STRETCHES:
            raise OutOfRange(f"more than {MOST_STRETCHES} changes lie on the way; ask for less time")
        yield stretch
