"""Closing and reopening."""

from datetime import datetime
from typing import Any

from hostops.lib.errors import NotPossible
from hostops.lib.now import now
from tickets import clocks
from tickets.actions.change import changing, is_staff, move, required
from tickets.actions.merging import merged_into, part
from tickets.actions.pairs import held_with
from tickets.actions.speech import say
from tickets.models import Case
from tickets.places import place_free


def case_close(
    *, actor: Any, case: Case, reason: str = "", at: datetime | None = None, if_version: int | None = None
) -> Case:
    """Close a resolved case. The portal itself closes it at the end of the silence, `at`."""
    with changing(actor=actor, case=case, verb="close", did="closed", if_version=if_version, reason=reason) as locked:
        move(locked, "close")
        locked.closed_at = at or now()
        clocks.silence_ends(actor, locked, locked.closed_at, reason or "closed", closed=True)
    return case


def case_reopen(*, actor: Any, case: Case, reason: str, if_version: int | None = None) -> Case:
    """Take a case up again: a place at once, over the cap if need be, and a full response time from now.

    One that was merged goes on by itself again.
    """
    [text] = required(reason=reason)
    target = merged_into(case)
    with (
        held_with(case, target),
        changing(
            actor=actor, case=case, verb="reopen", did="reopened", if_version=if_version, reason=text, places=True
        ) as locked,
    ):
        move(locked, "reopen")
        if target:
            part(actor, locked, target)
        _check_within(locked)
        terms = clocks.case_terms(locked)
        if not place_free(locked.contract, terms, locked.severity, but=locked):
            locked.over_cap = True
        clocks.silence_ends(actor, locked, now(), "reopened", closed=False)
        locked.reopened_at, locked.outcome = now(), ""
        locked.resolved_at = locked.closed_at = None
        locked.save()
        if not is_staff(actor):
            say(actor, locked, text, now())
        renewed = clocks.case_terms(locked)
        if renewed:
            clocks.response_begins(actor, locked, renewed)
    return case


def _check_within(case: Case) -> None:
    terms = clocks.case_terms(case)
    within = terms.cases.reopening.within if terms else None
    ended = case.resolved_at
    if terms is None or within is None or ended is None:
        return
    last = terms.days_after(ended, within)
    if now() > last:
        raise NotPossible(
            f"{case.number} could be reopened until {last:%Y-%m-%d %H:%M} UTC; file a new case and name this one."
        )
