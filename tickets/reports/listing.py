"""The promises that a figure counts, newest decided first, a page at a time: present and past cycles in one list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core import signing
from django.db.models import Q, QuerySet

from hostops.clocks.models import Attribution
from hostops.subjects.models import Subject
from hostops.web.keyset import Slice
from tickets.reports.attainment import Asked
from tickets.reports.promises import RESULTS, decided

_POSITION = ("decided", "of_clock", "cycle")
_COLUMNS = (*_POSITION, "of_kind", "level", "kept", "due_at", "stopped_at", "of_subject")
_SALT = "tickets.reports.promises"


class NoPosition(ValueError):
    """What was given as a position is none in such a list."""


@dataclass(frozen=True)
class Listed:
    """One promise with what it is about, and what its breach is put down to."""

    subject: Subject
    clock: int
    cycle: int
    kind: str
    level: int | None
    kept: bool
    due_at: datetime | None
    stopped_at: datetime | None
    decided: datetime
    attribution: Attribution | None


@dataclass(frozen=True)
class Listing:
    """What `reader` may see of what was asked, narrowed to one of `RESULTS`; "" is all that was decided."""

    reader: Any
    asked: Asked
    result: str
    now: datetime

    def count(self) -> int:
        return sum(half.count() for half in self._halves())

    def first(self, most: int) -> list[Listed]:
        return _listed(list(_joined(self._halves(), backwards=False)[:most]))

    def page(self, size: int, after: str = "", before: str = "") -> Slice:
        """The page past a position, by comparison: the hundredth costs what the first does.

        Raises NoPosition for a token that is none of this list's.
        """
        backwards = bool(before) and not after
        token = before if backwards else after
        halves = [half.filter(_beyond(token, backwards)) for half in self._halves()] if token else self._halves()
        found = list(_joined(halves, backwards)[: size + 1])
        more, shown = len(found) > size, found[:size][:: -1 if backwards else 1]
        return Slice(
            rows=_listed(shown),
            after=_token(shown[-1]) if shown and (more or backwards) else None,
            before=_token(shown[0]) if shown and (more if backwards else token) else None,
        )

    def _halves(self) -> list[QuerySet[Any]]:
        period = self.asked.period
        halves = decided(self.reader, self.asked.chosen, period.start, period.end, self.now)
        return [half.filter(RESULTS[self.result]) for half in halves] if self.result else halves


def _joined(halves: Sequence[QuerySet[Any]], backwards: bool) -> QuerySet[Any]:
    present, past = (half.order_by().values_list(*_COLUMNS, named=True) for half in halves)
    joined: QuerySet[Any] = present.union(past, all=True)
    return joined.order_by(*(name if backwards else f"-{name}" for name in _POSITION))


def _beyond(token: str, backwards: bool) -> Q:
    instant, clock, cycle = _position(token)
    than = "gt" if backwards else "lt"
    return (
        Q(**{f"decided__{than}": instant})
        | Q(**{"decided": instant, f"of_clock__{than}": clock})
        | Q(**{"decided": instant, "of_clock": clock, f"cycle__{than}": cycle})
    )


def _token(row: Any) -> str:
    return signing.dumps([row.decided.isoformat(), row.of_clock, row.cycle], salt=_SALT)


def _position(token: str) -> tuple[datetime, int, int]:
    try:
        instant, clock, cycle = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        raise NoPosition("This is no position in this list; follow its links.") from None
    return datetime.fromisoformat(instant), clock, cycle


def _listed(found: Sequence[Any]) -> list[Listed]:
    """With their subjects and attributions: two statements, however many there are."""
    subjects = Subject.objects.select_related("account").in_bulk({each.of_subject for each in found})
    attributions = Attribution.objects.filter(clock__in={each.of_clock for each in found})
    attributed = {(each.clock_id, each.cycle): each for each in attributions}
    return [
        Listed(
            subject=subjects[each.of_subject],
            clock=each.of_clock,
            cycle=each.cycle,
            kind=each.of_kind,
            level=each.level,
            kept=each.kept,
            due_at=each.due_at,
            stopped_at=each.stopped_at,
            decided=each.decided,
            attribution=attributed.get((each.of_clock, each.cycle)),
        )
        for each in found
    ]
