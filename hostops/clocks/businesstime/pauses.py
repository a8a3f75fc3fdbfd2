"""Pauses: time in which a clock stands still."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from hostops.clocks.businesstime.limits import MOST_PAUSES, OutOfRange
from hostops.clocks.businesstime.stretches import Interval, united
from hostops.clocks.businesstime.wall import in_utc


@dataclass(frozen=True, slots=True)
class Pause:
    """From `start` until `end`, or for as long as it lasts (None). ValueError for a nonsensical one.

    Pauses of a clock may come in any order, overlap, have no length or begin before the clock:
    what counts is their union from the clock's start on.
    """

    start: datetime
    end: datetime | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "start", in_utc(self.start, "the start of a pause"))
        if self.end is not None:
            object.__setattr__(self, "end", in_utc(self.end, "the end of a pause"))
            if self.end < self.start:
                raise ValueError("a pause ends before it begins")


def closed_and_open(pauses: Sequence[Pause]) -> tuple[tuple[Interval, ...], datetime | None]:
    """The pauses that have ended, united, and the instant since which one has not."""
    if not pauses:
        return (), None
    if len(pauses) > MOST_PAUSES:
        raise OutOfRange(f"at most {MOST_PAUSES} pauses can be reckoned with, not {len(pauses)}")
    ended = united((pause.start, pause.end) for pause in pauses if pause.end is not None)
    return ended, min((pause.start for pause in pauses if pause.end is None), default=None)
