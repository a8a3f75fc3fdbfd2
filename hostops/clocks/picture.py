"""A clock drawn on a line of time: what counted, what did not, when something is said, now. Pure.

Places are percent of the line's width, so that text keeps its size on a phone. A clock that is very
late would press the rest together: the line ends a little after the due instant and says so.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta, tzinfo

from hostops.clocks.telling import reason

# A late clock's line goes on for at most this share of the time from start to due.
_LATE_SHARE = 0.35
# More midnights than these would be a hedge.
_MOST_DAYS = 40
# So much of the line, in percent, a midnight's label takes to its right, and half of the present's on either side.
_DAY_LABEL, _NOW_LABEL = 14, 6
# A midnight further right than this has no room for its label.
_LAST_LABEL = 90


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the line; `kind` is open, closed, holiday, paused or late, `words` what it is."""

    x: float
    width: float
    kind: str
    words: str
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Mark:
    """An instant on the line. `anchor` keeps its label inside the picture."""

    x: float
    label: str
    at: datetime
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class Picture:
    pieces: Sequence[Piece]
    days: Sequence[Mark]
    thresholds: Sequence[Mark]
    due: Mark | None
    stopped: Mark | None
    now: Mark | None
    goes_on: bool

    @property
    def left(self) -> float:
        """The share of the line that lies ahead."""
        return round(100 - self.now.x, 2) if self.now else 0


@dataclass(frozen=True, slots=True)
class _Line:
    start: datetime
    end: datetime

    def x(self, at: datetime) -> float:
        whole = (self.end - self.start).total_seconds()
        return round(min(max((at - self.start).total_seconds() / whole, 0), 1) * 100, 2)

    def mark(self, at: datetime, label: str, room: float = 8) -> Mark:
        """`room` is how near to an end, in percent, a label would stick out."""
        x = self.x(at)
        return Mark(x, label, at, "start" if x < room else "end" if x > 100 - room else "middle")


Spans = Sequence[tuple[datetime, datetime | None, str]]


def picture(
    spans: Spans, *, due_at: datetime | None, stopped_at: datetime | None, thresholds: Iterable[tuple[str, datetime]],
    now: datetime, zone: tzinfo,
) -> Picture | None:  # fmt: skip
    """The picture of a clock whose time was counted in `spans` (start, end or None, why); None before its start."""
    if not spans:
        return None
    start = spans[0][0]
    ended = stopped_at or (now if now > start else None)
    end = _end(start, due_at, stopped_at, now)
    if end <= start:
        return None
    line = _Line(start, end)
    late = [_piece(line, due_at, min(ended, end), "late")] if due_at and ended and ended > due_at else []
    shown = line.mark(now, "now") if not stopped_at and now <= end else None
    return Picture(
        pieces=[_piece(line, begin, min(until or now, end), why) for begin, until, why in spans if begin < end] + late,
        days=[day for day in _days(line, zone) if not shown or not -_NOW_LABEL <= shown.x - day.x <= _DAY_LABEL],
        thresholds=[line.mark(at, key) for key, at in thresholds if start <= at <= end],
        due=line.mark(due_at, "due", room=50) if due_at else None,
        stopped=line.mark(stopped_at, "done") if stopped_at and stopped_at <= end else None,
        now=shown,
        goes_on=bool(ended and ended > end),
    )


def _end(start: datetime, due_at: datetime | None, stopped_at: datetime | None, now: datetime) -> datetime:
    ended = stopped_at or now
    if due_at is None:
        return max(ended, start + timedelta(minutes=1))
    return max(due_at, min(ended, due_at + (due_at - start) * _LATE_SHARE))


def _piece(line: _Line, start: datetime, end: datetime, why: str) -> Piece:
    x = line.x(start)
    kind = why.partition(":")[0]
    words = "late" if why == "late" else reason(why)
    return Piece(x, round(max(line.x(end) - x, 0), 2), "open" if kind == "elapsed" else kind, words, start, end)


def _days(line: _Line, zone: tzinfo) -> list[Mark]:
    """The midnights of the reader's zone, while they are few enough to tell apart."""
    first, last = line.start.astimezone(zone).date(), line.end.astimezone(zone).date()
    if (last - first).days > _MOST_DAYS:
        return []
    midnights = (
        datetime.combine(first + timedelta(days=number), time.min, zone) for number in range(1, (last - first).days + 1)
    )
    marks = (Mark(line.x(at), f"{at:%a} {at.day}", at) for at in midnights if line.start < at < line.end)
    return [mark if mark.x <= _LAST_LABEL else replace(mark, label="") for mark in marks]
