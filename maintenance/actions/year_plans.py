"""Drafting and changing the plan of a year (iptor:5e)."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction

from hostops.accounts.roles import require
from hostops.lib.errors import NotPossible
from hostops.lib.now import now
from hostops.lib.text import clean_line, clean_text
from maintenance.actions import year_told
from maintenance.actions.year_input import answered_for, check_head, entries_of, refuse_faults
from maintenance.actions.year_records import (
    WRITE,
    as_entries,
    changing_plan,
    journal,
    shown,
    standing_windows,
)
from maintenance.actions.year_windows import windows_from_plan, windows_planned
from maintenance.models import YearPlan
from maintenance.rules.yearplan import Entry
from maintenance.scope import Scope
from maintenance.yearlook import Looked, look
from maintenance.yearterms import YearTerms, scope_kept, scope_named, year_terms

Rule = Mapping[str, Any]
PUBLISHED = YearPlan.State.PUBLISHED


def plan_draft(
    *,
    actor: Any,
    year: int,
    rule: Rule | None = None,
    dates: Sequence[Entry] | None = None,
    timezone: str = "",
    title: str = "",
    scope: Scope | None = None,
) -> YearPlan:
    """Draft the plan of a year by a rule, or of dates; without either by the policy's own rule.

    It is checked as a whole: BadField with every fault at its date, with the clause. NotPossible
    where the year has a plan. The zone is the policy's unless another is named.
    """
    require(actor, WRITE)
    terms = year_terms(scope, now())
    timezone = timezone or terms.first.zone
    check_head(year, timezone, title)
    entries, written, skipped = entries_of(year, timezone, terms, rule, dates)
    looked = look(year, timezone, entries, terms, now())
    # a date that the rule cannot give leaves its month empty: that it is skipped says it all
    refuse_faults(skipped or looked.faults, drafted=dates is None)
    with transaction.atomic():
        plan = _begun(
            year=year,
            timezone=timezone,
            title=clean_line(title) or f"Service windows {year}",
            rule=written,
            scope=scope_kept(scope or Scope(all=True)),
            created_by=actor,
            created_at=now(),
            updated_at=now(),
        )
        windows_from_plan(actor=actor, plan=plan, entries=entries, scope=terms.scope)
        journal(actor, plan, "drafted", {}, shown(plan))
    return plan


def _begun(**values: Any) -> YearPlan:
    try:
        with transaction.atomic():
            plan: YearPlan = YearPlan.objects.create(**values)
    except IntegrityError:
        raise NotPossible(f"There is a plan of {values['year']} already; change it.", ["change"]) from None
    return plan


def plan_look(
    *,
    actor: Any,
    year: int,
    rule: Rule | None = None,
    dates: Sequence[Entry] | None = None,
    timezone: str = "",
    scope: Scope | None = None,
) -> tuple[Sequence[Entry], Looked]:
    """What a plan would be, with all its faults and warnings; stores nothing. BadField for what is no plan at all."""
    require(actor, WRITE)
    terms = year_terms(scope, now())
    timezone = timezone or terms.first.zone
    check_head(year, timezone, "")
    entries, _, skipped = entries_of(year, timezone, terms, rule, dates)
    plan = YearPlan.objects.filter(year=year).first()
    looked = look(year, timezone, entries, terms, now(), plan)
    return entries, Looked((*skipped, *looked.faults), looked.warnings)


def plan_change(
    *,
    actor: Any,
    plan: YearPlan,
    rule: Rule | None = None,
    dates: Sequence[Entry] | None = None,
    timezone: str | None = None,
    title: str | None = None,
    scope: Scope | None = None,
    word: str = "",
    reason: str = "",
    if_version: int | None = None,
) -> YearPlan:
    """Draft it anew by a rule, or give it other dates; what is not given stays.

    Of a published plan the journal keeps old and new, the accounts are told and acknowledge it
    again; its warnings want a `word` as publishing does. Raises what `plan_draft` raises; Outdated;
    NotPossible where a window that was announced would have to move.
    """
    word = clean_text(word)
    with changing_plan(
        actor=actor, plan=plan, did="changed", if_version=if_version, reason=clean_text(reason) or word
    ) as locked:
        before = [(window.starts_at, window.ends_at) for window in standing_windows(locked)]
        terms = _with_head(locked, timezone, title, scope)
        looked = _with_dates(actor, locked, terms, rule, dates)
        if locked.state == PUBLISHED:
            answered_for(looked, word)
            locked.word = word or locked.word
            windows = windows_planned(actor=actor, plan=locked, terms=terms, word=word)
            if before != [(window.starts_at, window.ends_at) for window in windows]:
                year_told.changed(actor, locked, terms)
    return plan


def _with_head(plan: YearPlan, timezone: str | None, title: str | None, scope: Scope | None) -> YearTerms:
    plan.timezone = timezone or plan.timezone
    plan.title = (clean_line(title) if title is not None else "") or plan.title
    check_head(plan.year, plan.timezone, plan.title)
    scope = scope or scope_named(plan.scope)
    terms = year_terms(scope, now())
    plan.scope = scope_kept(scope)
    return terms


def _with_dates(
    actor: Any, plan: YearPlan, terms: YearTerms, rule: Rule | None, dates: Sequence[Entry] | None
) -> Looked:
    """The plan with its new dates, lawful as a whole; BadField where it is not."""
    if rule is None and dates is None:
        dates = entries_now(plan)
    entries, written, skipped = entries_of(plan.year, plan.timezone, terms, rule, dates)
    looked = look(plan.year, plan.timezone, entries, terms, now(), plan)
    refuse_faults(skipped or looked.faults, drafted=rule is not None)
    plan.rule = written or plan.rule
    windows_from_plan(actor=actor, plan=plan, entries=entries, scope=terms.scope)
    return looked


def entries_now(plan: YearPlan) -> list[Entry]:
    """The plan's dates as the rules take them, in order."""
    return as_entries(standing_windows(plan))
