"""Publishing the plan of a year, and the word of those it was sent to (iptor:5b, 5e)."""

from typing import Any

from django.db import transaction

from hostops.accounts.roles import require
from hostops.lib.errors import NotAllowed, NotPossible
from hostops.lib.now import now
from hostops.lib.text import clean_text
from maintenance.actions import year_told
from maintenance.actions.year_input import answered_for, refuse_faults
from maintenance.actions.year_plans import PUBLISHED, entries_now
from maintenance.actions.year_records import ACKNOWLEDGE, changing_plan, journal
from maintenance.actions.year_windows import windows_planned
from maintenance.models import PlanAcknowledgement, YearPlan
from maintenance.yearlook import look
from maintenance.yearterms import scope_named, year_terms


def plan_publish(*, actor: Any, plan: YearPlan, word: str = "", if_version: int | None = None) -> YearPlan:
    """Bind the plan: its windows are planned, it is sent to the accounts in scope, who acknowledge it (iptor:5b).

    It must still be lawful as a whole; BadField for `word` where its warnings are not answered for.
    NotPossible where it is published already.
    """
    word = clean_text(word)
    with changing_plan(actor=actor, plan=plan, did="published", if_version=if_version, reason=word) as locked:
        if locked.state == PUBLISHED:
            raise NotPossible(f"The plan of {locked.year} is published already.", ["change"])
        terms, entries = year_terms(scope_named(locked.scope), now()), entries_now(locked)
        looked = look(locked.year, locked.timezone, entries, terms, now(), locked)
        refuse_faults(looked.faults, drafted=False)
        answered_for(looked, word)
        locked.state, locked.word = PUBLISHED, word
        locked.published_at, locked.published_by = now(), actor
        locked.policy_version = terms.strictest(entries[0].kind, entries[0].starts_at).version
        windows_planned(actor=actor, plan=locked, terms=terms, word=word)
        year_told.published(actor, locked, terms)
    return plan


def plan_acknowledge(*, actor: Any, plan: YearPlan) -> YearPlan:
    """A named contact says that the account has seen the plan and accepts its windows (iptor:5b). Once is enough."""
    require(actor, ACKNOWLEDGE)
    with transaction.atomic():
        rows = PlanAcknowledgement.objects.visible_to(actor).filter(plan=plan, plan__state=PUBLISHED)
        row = rows.select_for_update(of=("self",)).filter(account=actor.account_id).first()
        if row is None:
            raise NotAllowed("There is no such plan for you.")
        if row.acknowledged_at is None:
            row.acknowledged_at, row.acknowledged_by = now(), actor
            row.save(update_fields=["acknowledged_at", "acknowledged_by"])
            journal(actor, plan, "acknowledged", {}, {"account": row.account.slug})
    return plan
