"""Exceptions on what is owed: its clock is cancelled while one covers it, and counts again when that is over."""

from collections.abc import Sequence
from typing import Any

from hostops.clocks.many import clocks_cancel
from hostops.clocks.recurring import clocks_turn
from hostops.lib.now import now
from maintenance.patching.cycles import turn_of
from maintenance.patching.models import PatchException, PatchOwed
from maintenance.patching.owedrows import cancelling, owed_save, told
from maintenance.patching.places import clocks_of, over, stands_at, with_promises


def owed_excepted(owed: Sequence[PatchOwed], exception: PatchException, actor: Any) -> None:
    """The exception covers these rows: they name it, and their clocks are cancelled with its number as reason.

    What is done already or dropped is passed over, and what is owed for a vulnerability known to be
    exploited: no exception covers that. A fixed number of statements.
    """
    rows = [row for row in locked(owed) if row.because != PatchOwed.Because.KEV]
    for row in rows:
        row.exception = exception
    clocks = clocks_of(rows)
    owed_save(rows)
    found = [(row, clocks[row.pk]) for row in rows if row.pk in clocks]
    at = now()
    clocks_cancel(
        (cancelling(clock, at, exception.number) for row, clock in found if stands_at(clock, row)), actor=actor
    )
    told(((row, exception.number) for row in rows), "excepted", actor)


def owed_reopened(owed: Sequence[PatchOwed], actor: Any, reason: str) -> None:
    """Their exception is over: the clocks of what is not done count again, to each row's `due_at` as it is now.

    Set another `due_at` before, where one is owed. A period whose time has passed is left as it
    stands: the next one runs. What is due already is broken at once. A fixed number of statements.
    """
    at = now()
    rows = locked(owed)
    with_promises(rows)
    for row in rows:
        if row.because == PatchOwed.Because.KEV:
            row.exception = None
    owed_save(rows)
    clocks = clocks_of(rows)
    found = [(row, clocks[row.pk]) for row in rows if row.pk in clocks and (row.subject_id or row.due_at > at)]
    ended = [(row, clock) for row, clock in found if over(clock) and stands_at(clock, row)]
    clocks_turn((turn_of(clock, row, reason, start=at) for row, clock in ended), actor=actor)
    told(((row, reason) for row in rows), "reopened", actor)


def locked(owed: Sequence[PatchOwed]) -> list[PatchOwed]:
    """The rows as they are now, of those that are neither done nor dropped, locked with their duties at hand."""
    found = PatchOwed.objects.filter(pk__in=[row.pk for row in owed], done_at=None, dropped_at=None)
    return list(found.select_related("duty").select_for_update(of=("self",), no_key=True).order_by("pk"))
