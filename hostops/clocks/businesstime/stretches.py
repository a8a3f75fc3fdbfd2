"""Stretches: time cut into pieces that touch, each with the reason why it counts or does not.

A stretch is `(start, end, why)` in UTC; only the last of a stream may have no end. Streams are
lazy, so that a walk ends where its deadline is reached.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from hostops.clocks.businesstime.limits import MOST_STRETCHES, OutOfRange

OPEN, CLOSED, PAUSED, ELAPSED = "open", "closed", "paused", "elapsed"
COUNTING = frozenset({OPEN, ELAPSED})
NOTHING = timedelta(0)

Interval = tuple[datetime, datetime]
Stretch = tuple[datetime, datetime, str]
LastStretch = tuple[datetime, None, str]


def united(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """The same time as sorted intervals that neither overlap nor touch; empty ones vanish."""
    found: list[Interval] = []
    for start, end in sorted(intervals):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        elif start < end:
            found.append((start, end))
    return tuple(found)


def repainted(stretches: Iterable[Stretch], intervals: Sequence[Interval], *, counting: bool, why: str) -> Iterator[Stretch]:
    """`stretches`, where what lies in `intervals` and is (or is not) `counting` becomes `why`.

    The intervals are sorted and apart, as `united` gives them; both are gone through once.
    """
    index = 0
    for start, end, reason in stretches:
        if (reason in COUNTING) is counting:
            while index < len(intervals) and intervals[index][1] <= start:
                index += 1
            for piece in _pieces((start, end, reason), intervals, index, why):
                yield piece
        else:
            yield start, end, reason


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
        if stretch[0] >= end:
            return
        yield stretch if stretch[1] <= end else (stretch[0], end, stretch[2])


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
            raise OutOfRange(f"the deadline would take more than {MOST_STRETCHES} spans to explain; ask for less time")
        yield stretch
