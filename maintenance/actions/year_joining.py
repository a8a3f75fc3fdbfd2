"""Accounts that came into the scope of a year plan after it was published: taken in by one act, none forgotten."""

from typing import Any

from hostops.lib.errors import NotPossible
from hostops.lib.now import now
from maintenance.actions import year_told
from maintenance.actions.change import changing, move
from maintenance.actions.follow import follow_up
from maintenance.actions.year_plans import PUBLISHED
from maintenance.actions.year_records import changing_plan, standing_windows
from maintenance.checking import check_again
from maintenance.models import Window, YearPlan
from maintenance.scope import Scope, names_of, scope_of, scope_write
from maintenance.states import AHEAD, State
from maintenance.yearterms import joined_since, scope_named, year_terms

_AHEAD_AND_SAID = AHEAD - {State.DRAFT}


def plan_take_in(*, actor: Any, plan: YearPlan, if_version: int | None = None) -> YearPlan:
    """Send the plan to the accounts that joined since it was published, who acknowledge it as the others did.

    Its planned windows touch them from now on. One that is announced already keeps its notice, and
    names them as added since: it does not cover them until it is announced anew. NotPossible where
    nobody joined, or the plan is a draft.
    """
    also: dict[str, tuple[Any, Any]] = {}
    with changing_plan(actor=actor, plan=plan, did="joined", if_version=if_version, also=also) as locked:
        if locked.state != PUBLISHED:
            raise NotPossible(f"The plan of {locked.year} is a draft: whoever is in its scope is sent it then.")
        terms = year_terms(scope_named(locked.scope), now())
        joined = joined_since(locked, terms)
        if not joined:
            raise NotPossible(f"Every account in the scope of {locked.year} was sent the plan.")
        for window in standing_windows(locked):
            if window.state in _AHEAD_AND_SAID:
                _take_in(actor, window, terms.scope)
        year_told.joined(actor, locked, joined)
        also["accounts"] = (None, [account.slug for account in joined])
    return plan


def _take_in(actor: Any, window: Window, scope: Scope) -> None:
    was, will = names_of(scope_of(window)), names_of(scope)
    also: dict[str, tuple[Any, Any]] = {"scope": (was, will)} if was != will else {}
    with changing(actor=actor, window=window, verb="change", did="changed", also=also) as locked:
        move(locked, "change")
        if was != will:
            scope_write(locked, scope)
        # what was announced stands as it was, and names on its page who came since; what is too late waits to be moved
        if locked.state != State.ANNOUNCED and check_again(locked).verdict.lawful:
            also.update(follow_up(actor, locked, ["scope"]))
