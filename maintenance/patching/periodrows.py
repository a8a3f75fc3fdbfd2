"""Periods of duties put on record, with the cycles of their clocks. A fixed number of statements."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from hostops.clocks.many import Cancelling, clocks_cancel, clocks_open
from hostops.clocks.recurring import clocks_turn
from hostops.lib.now import now
from maintenance.patching.cycles import opening_of, period_owed, turn_of
from maintenance.patching.excepted import Covering
from maintenance.patching.models import PatchOwed
from maintenance.patching.places import Place
from maintenance.patching.rules.periods import Period

_BATCH = 2000
Pairs = Sequence[tuple[Place, Period]]


def periods_write(pairs: Pairs, exceptions: Covering | None = None) -> Mapping[tuple[int, datetime], PatchOwed]:
    """What is owed of these periods, by duty and start; one that was dropped is owed again, as it is promised now."""
    known = _known([place.duty.pk for place, _ in pairs], {period.starts_at for _, period in pairs})
    made, again = [], []
    for place, period in pairs:
        owed = period_owed(place.duty, period.starts_at, period.ends_at, period.name)
        owed.exception = exceptions.of(place.duty.server_id, owed) if exceptions else None
        there = known.get((place.duty.pk, period.starts_at))
        if there is None:
            made.append(owed)
        else:
            owed.pk, owed.done_at, owed.done_by_id = there.pk, there.done_at, there.done_by_id
            again.append(owed)
    PatchOwed.objects.bulk_create(made, batch_size=_BATCH)
    PatchOwed.objects.bulk_update(again, ["promise", "clause", "cause", "due_at", *_DROPPED, "exception"])
    return {(owed.duty_id, owed.starts_at): owed for owed in [*made, *again]}


_DROPPED = ("dropped_at", "dropped_reason")


def _known(duties: Collection[int], starts: Collection[datetime]) -> Mapping[tuple[int, datetime], PatchOwed]:
    rows = PatchOwed.objects.filter(duty__in=duties, starts_at__in=starts, what=PatchOwed.What.PERIOD)
    return {(row.duty_id, row.starts_at): row for row in rows}


def periods_open(pairs: Pairs, *, actor: Any, reason: str) -> None:
    """Put these periods on record, at most one for each duty, and let their clocks count for them.

    The duties' rows and clocks are locked. What an exception covers has its cycle cancelled at once.
    """
    if not pairs:
        return
    owed = periods_write(pairs, Covering({place.duty.server_id for place, _ in pairs}, now()))
    rows = [(place, owed[place.duty.pk, period.starts_at]) for place, period in pairs]
    _count(rows, actor, reason)
    covered = [(place.clock, row.exception) for place, row in rows if place.clock and row.exception]
    cancelled = (Cancelling(clock, max(clock.started_at or now(), now()), one.number) for clock, one in covered)
    clocks_cancel(cancelled, actor=actor)


def _count(rows: Sequence[tuple[Place, PatchOwed]], actor: Any, reason: str) -> None:
    """Clocks that are not there yet are opened, the others turned; one that stands at its period stays."""
    undone = [(place, row) for place, row in rows if row.done_at is None]
    new = [(place, row) for place, row in undone if place.clock is None]
    moved = [(place.clock, row) for place, row in undone if place.clock and not place.stands_at(row.due_at)]
    clocks_turn((turn_of(clock, row, reason) for clock, row in moved), actor=actor)
    opened = clocks_open([opening_of(row, place.duty.subject, reason) for place, row in new], actor=actor)
    for (place, _), clock in zip(new, opened, strict=True):
        place.clock = clock
