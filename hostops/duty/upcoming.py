"""Now and next: who is on call, when the next hand-over is, where nobody will be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from hostops.accounts.models import Person
from hostops.duty.coverage import Piece, gaps
from hostops.duty.models import Absence, Shift
from hostops.duty.rota import absent

# So far ahead a gap is told; further ahead the rota may still be planned.
HORIZON = timedelta(days=14)


@dataclass(frozen=True)
class Standing:
    """A line now: its shift, or None where nobody is on call; the absence of whoever is, if any."""

    line: int
    shift: Shift | None
    absence: Absence | None

    @property
    def answered(self) -> bool:
        return self.shift is not None and self.shift.person.is_active and self.absence is None


@dataclass(frozen=True)
class Now:
    """`lines` are those that the rota keeps; empty where there is no rota. `gaps` are to come, by line."""

    lines: Sequence[Standing]
    handover_at: datetime | None
    gaps: Mapping[int, Sequence[Piece]]

    @property
    def kept(self) -> bool:
        return bool(self.lines)

    @property
    def unanswered(self) -> bool:
        """A rota is kept and nobody of it is there."""
        return self.kept and not any(line.answered for line in self.lines)


def now_on_call(at: datetime) -> Now:
    """The rota at that instant; two queries."""
    shifts = list(Shift.objects.filter(ends_at__gt=at).select_related("person").order_by("starts_at", "line"))
    kept = sorted({shift.line for shift in shifts})
    standing = {shift.line: shift for shift in shifts if shift.starts_at <= at}
    away = absent([shift.person_id for shift in standing.values()], at)
    lines = [_standing(line, standing.get(line), away) for line in kept]
    missing = {line: gaps([one for one in shifts if one.line == line], at, at + HORIZON) for line in kept}
    return Now(lines, _handover_at(shifts, standing, at), {line: found for line, found in missing.items() if found})


def next_on_call(person: Person, at: datetime) -> Person | None:
    """To whom `person` hands over: who follows in the line they stand in, else whoever has the first line now or next.

    So a note that is written a little late still goes to whoever has taken over. None where nobody else is planned.
    """
    others = Shift.objects.filter(ends_at__gt=at).exclude(person=person).select_related("person")
    own = Shift.objects.standing(at).filter(person=person).first()
    follows = others.filter(line=own.line if own else 1).order_by("starts_at").first()
    return follows.person if follows else None


def _standing(line: int, shift: Shift | None, away: Mapping[int, Absence]) -> Standing:
    return Standing(line, shift, away.get(shift.person_id) if shift else None)


def _handover_at(shifts: Sequence[Shift], standing: Mapping[int, Shift], at: datetime) -> datetime | None:
    """The next instant at which somebody of the first line goes or comes."""
    first = min((shift.line for shift in shifts), default=0)
    moments = [shift.ends_at for line, shift in standing.items() if line == first]
    moments += [shift.starts_at for shift in shifts if shift.line == first and shift.starts_at > at]
    return min(moments, default=None)
