"""What every change of a year plan has in common: permission, lock, version, journal, one transaction."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, cast

from django.db import transaction

from hostops.accounts.roles import require
from hostops.journal.actions import changes, record
from hostops.journal.models import Entry as JournalEntry
from hostops.lib.errors import NotAllowed, Outdated
from hostops.lib.now import now
from hostops.policies.schema.yearplan import PlannedKind
from maintenance.models import Window, YearPlan
from maintenance.rules.yearplan import Entry
from maintenance.states import State

WRITE, ACKNOWLEDGE = "maintenance.plan.write", "maintenance.plan.acknowledge"
TITLE_LONGEST = 200
_SHOWN = ("title", "timezone", "state", "rule", "scope", "word")


@contextmanager
def changing_plan(
    *, actor: Any, plan: YearPlan, did: str, if_version: int | None = None, reason: str = ""
) -> Iterator[YearPlan]:
    """The plan, locked, for one change that is journalled as `maintenance.plan.<did>`, its dates as they were and are.

    `if_version` must still be the version (Outdated): of two planners at once the second is told.
    """
    require(actor, WRITE)
    with transaction.atomic():
        locked = _locked(actor, plan)
        if if_version is not None and locked.version != if_version:
            raise Outdated(
                f"The plan of {locked.year} was changed in the meantime (version {locked.version}); read it again."
            )
        before = shown(locked)
        yield locked
        locked.version += 1
        locked.updated_at = now()
        locked.save()
        was, became = changes(before, shown(locked))
        journal(actor, locked, did, was, became, reason)
    plan.refresh_from_db()


def _locked(actor: Any, plan: YearPlan) -> YearPlan:
    seen = YearPlan.objects.all() if actor is None else YearPlan.objects.visible_to(actor)
    if not seen.select_for_update(of=("self",)).filter(pk=plan.pk).values_list("pk").first():
        raise NotAllowed("There is no such plan for you.")
    found: YearPlan = YearPlan.objects.get(pk=plan.pk)
    return found


def standing_windows(plan: YearPlan) -> list[Window]:
    """The windows of the plan in order, without those that were cancelled."""
    return list(plan.windows.exclude(state=State.CANCELLED).order_by("starts_at", "id"))


def as_entries(windows: Iterable[Window]) -> list[Entry]:
    """The windows as the rules of years take them, in order."""
    return [Entry(cast(PlannedKind, window.kind), window.starts_at, window.ends_at) for window in windows]


def shown(plan: YearPlan) -> dict[str, Any]:
    """The plan as the journal keeps it: {"SW-3": "short 2027-01-17T00:00:00+00:00/2027-01-17T05:00:00+00:00"}."""
    return {name: getattr(plan, name) for name in _SHOWN} | {"dates": dates_shown(standing_windows(plan))}


def dates_shown(windows: Iterable[Window]) -> dict[str, str]:
    return {
        window.number: f"{window.kind} {window.starts_at.isoformat()}/{window.ends_at.isoformat()}"
        for window in windows
    }


def journal(
    actor: Any, plan: YearPlan, did: str, before: Mapping[str, Any], after: Mapping[str, Any], reason: str = ""
) -> JournalEntry:
    return record(
        actor=actor,
        verb=f"maintenance.plan.{did}",
        kind="year_plan",
        object_id=plan.pk,
        reference=f"plan {plan.year}",
        before=before,
        after=after,
        reason=reason,
    )
