"""Taking a held case in over the cap (itpdx:4g)."""

from typing import Any

from hostops.lib.now import now
from tickets import clocks
from tickets.actions.change import changing, move, required
from tickets.models import Case
from tickets.places import place_free


def case_admit(*, actor: Any, case: Case, reason: str, if_version: int | None = None) -> Case:
    """Give a held case a place now; its response clock counts from here at the earliest."""
    [text] = required(reason=reason)
    with changing(
        actor=actor, case=case, verb="admit", did="admitted", if_version=if_version, reason=text, places=True
    ) as locked:
        move(locked, "admit")
        locked.over_cap = not place_free(locked.contract, clocks.case_terms(locked), locked.severity, but=locked)
        locked.admitted_at = now()
        locked.save()
        clocks.response_may_start(actor, locked)
    return case
