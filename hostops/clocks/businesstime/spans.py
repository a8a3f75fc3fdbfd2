"""Spans: the explanation of a deadline that a person reads."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from hostops.clocks.businesstime.stretches import COUNTING, NOTHING, PAUSED, Stretch
from hostops.clocks.businesstime.wall import SECOND


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of time in UTC and whether it `counts`.

    `why`: `open`, `elapsed`; `closed`, `closed: <reason>`, `holiday`, `holiday: <name>`, `paused`.
    The last span of a paused clock has neither `end` nor `seconds`. Seconds are whole: a fraction
    is carried into the next span of the same kind, so that the sum is right to the second.
    """

    start: datetime
    end: datetime | None
    counts: bool
    why: str
    seconds: int | None


@dataclass(frozen=True, slots=True)
class Deadline:
    """When something is due (UTC), and why. `due_at` is None while an open pause holds it.

    The spans touch each other and lead from the start to `due_at`.
    """

    due_at: datetime | None
    spans: tuple[Span, ...]


def explained(stretches: Iterable[Stretch], held_since: datetime | None = None) -> tuple[Span, ...]:
    """The stretches as spans, equal neighbours as one; `held_since` adds the pause without end."""
    spans: list[Span] = []
    carried = {True: NOTHING, False: NOTHING}
    for start, end, why in _merged(stretches):
        if held_since is not None and end == held_since and why == PAUSED:
            held_since = start
            break
        counts = why in COUNTING
        seconds, carried[counts] = _whole(carried[counts] + (end - start))
        spans.append(Span(start, end, counts, why, seconds))
    if held_since is not None:
        spans.append(Span(held_since, None, False, PAUSED, None))
    return tuple(spans)


def _whole(time: timedelta) -> tuple[int, timedelta]:
    return divmod(time, SECOND)


def _merged(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    last: Stretch | None = None
    for stretch in stretches:
        if last is None:
            last = stretch
        elif last[2] == stretch[2]:
            last = (last[0], stretch[1], last[2])
        else:
            yield last
            last = stretch
    if last is not None:
        yield last
