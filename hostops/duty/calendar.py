"""A week of the rota as a table: a row for each day, a cell for each line, in it who is on call from when to when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from hostops.duty.coverage import Piece, days_of_week, pieces
from hostops.duty.models import Absence, Shift


@dataclass(frozen=True)
class Entry:
    """Part of a day in one line. `begins` and `ends` are wall times; a day ends at 24:00."""

    begins: str
    ends: str
    shift: Shift | None
    absence: Absence | None
    is_past: bool


@dataclass(frozen=True)
class Cell:
    line: int
    entries: Sequence[Entry]


@dataclass(frozen=True)
class Day:
    day: date
    is_today: bool
    cells: Sequence[Cell]


def week(
    monday: date, zone: ZoneInfo, lines: Sequence[int], shifts: Iterable[Shift], away: Iterable[Absence], now: datetime
) -> list[Day]:
    """The seven days from `monday` on, as the wall clock of `zone` has them."""
    by_line = {line: [shift for shift in shifts if shift.line == line] for line in lines}
    absences = list(away)
    return [
        Day(
            day,
            starts <= now < ends,
            [Cell(line, _entries(pieces(by_line[line], starts, ends), zone, ends, absences, now)) for line in lines],
        )
        for day, starts, ends in days_of_week(monday, zone)
    ]


def _entries(
    found: Iterable[Piece], zone: ZoneInfo, day_ends: datetime, away: Sequence[Absence], now: datetime
) -> list[Entry]:
    return [
        Entry(
            f"{piece.starts_at.astimezone(zone):%H:%M}",
            "24:00" if piece.ends_at == day_ends else f"{piece.ends_at.astimezone(zone):%H:%M}",
            piece.shift,
            _absence(piece, away),
            piece.ends_at <= now,
        )
        for piece in found
    ]


def _absence(piece: Piece, away: Iterable[Absence]) -> Absence | None:
    """Of whoever is on call, in any part of that time."""
    mine = (one for one in away if piece.shift is not None and one.person_id == piece.shift.person_id)
    return next((one for one in mine if one.starts_at < piece.ends_at and one.ends_at > piece.starts_at), None)
