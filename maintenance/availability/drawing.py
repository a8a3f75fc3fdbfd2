"""The strip of a month as places in percent of its width, so that it keeps its shape on a phone. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

# A minute of a month is nothing that an eye can see: what is not up is drawn at least so wide.
_LEAST = 0.45
# Every week a day is named.
_NAMED_DAYS = (1, 8, 15, 22, 29)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A stretch of the strip; `mark` is where a sign stands above what counted as down."""

    x: float
    width: float
    kind: str
    start: datetime
    end: datetime
    seconds: int

    @property
    def mark(self) -> float:
        return round(self.x + self.width / 2, 2)


@dataclass(frozen=True, slots=True)
class Day:
    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Strip:
    """`now` is the place of the present in a month that runs; what lies behind it is not known yet."""

    pieces: Sequence[Drawn]
    days: Sequence[Day]
    now: float | None

    @property
    def painted(self) -> list[Drawn]:
        """In the order of painting: what is drawn wider than it is lies over what was up."""
        return sorted(self.pieces, key=lambda piece: piece.kind != "up")

    @property
    def ahead(self) -> float:
        return round(100 - self.now, 2) if self.now is not None else 0


def drawn(strip: Sequence[Mapping[str, Any]], zone: ZoneInfo, now: datetime) -> Strip | None:
    """The strip of figures, in the zone its month is counted in; None where it is empty."""
    if not strip:
        return None
    start, end = _instant(strip[0]["from"]), _instant(strip[-1]["until"])
    place = _Place(start, end)
    shown = place.of(now) if start <= now < end else None
    return Strip([_piece(piece, place) for piece in strip], list(_days(place, zone)), shown)


@dataclass(frozen=True, slots=True)
class _Place:
    start: datetime
    end: datetime

    def of(self, at: datetime) -> float:
        return round((at - self.start) / (self.end - self.start) * 100, 2)


def _piece(piece: Mapping[str, Any], place: _Place) -> Drawn:
    start, end = _instant(piece["from"]), _instant(piece["until"])
    x, width = place.of(start), round(place.of(end) - place.of(start), 2)
    if piece["kind"] != "up":
        width = max(width, _LEAST)
        x = min(x, round(100 - width, 2))
    return Drawn(x, width, piece["kind"], start, end, piece["seconds"])


def _days(place: _Place, zone: ZoneInfo) -> Iterator[Day]:
    day = (place.start + timedelta(hours=12)).astimezone(zone).date().replace(day=1)
    last = (place.end - timedelta(hours=12)).astimezone(zone).date()
    while day <= last:
        at = datetime.combine(day, time.min, zone)
        if day.day in _NAMED_DAYS and place.start <= at < place.end:
            yield Day(place.of(at), f"{day.day} {day:%b}")
        day += timedelta(days=1)


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)
