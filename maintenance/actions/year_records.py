"""What every change of a year plan has in common: permission, lock, version, journal, one transaction."""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from typing import Any, cast

from hostops.lib.now import now
from hostops.policies.schema.yearplan import PlannedKind
from hostops.subjects.changes import Also, Changes
from maintenance.models import Window, YearPlan
from maintenance.rules.yearplan import Entry
from maintenance.states import State

WRITE, ACKNOWLEDGE = "maintenance.plan.write", "maintenance.plan.acknowledge"
TITLE_LONGEST = 200
_SHOWN = ("title", "timezone", "state", "rule", "scope", "word")


class _Plans(Changes[YearPlan]):
    model, room, kind, called = YearPlan, "maintenance.plan", "year_plan", "plan"

    def reference(self, row: YearPlan) -> str:
        return f"plan {row.year}"

    def outdated(self, row: YearPlan) -> str:
        return f"The plan of {row.year}"

    def as_shown(self, row: YearPlan) -> dict[str, Any]:
        return shown(row)

    def settle(self, row: YearPlan) -> None:
        row.updated_at = now()


_PLANS = _Plans()
journal = _PLANS.journal


def changing_plan(
    *,
    actor: Any,
    plan: YearPlan,
    did: str,
    if_version: int | None = None,
    reason: str = "",
    also: Also | None = None,
) -> AbstractContextManager[YearPlan]:
    """The plan, locked, for one change that is journalled as `maintenance.plan.<did>`, its dates as they were and are.

    As `Changes.changing` says.
    """
    return _PLANS.changing(
        actor=actor, row=plan, verb="write", did=did, if_version=if_version, reason=reason, also=also
    )


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
