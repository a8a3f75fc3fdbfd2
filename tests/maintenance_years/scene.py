"""Short ways to plans, dates and rules of a year."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from hostops.accounts.models import Account
from hostops.lib.now import now
from maintenance.actions.year_plans import plan_draft
from maintenance.actions.year_publishing import plan_publish
from maintenance.actions.year_records import standing_windows
from maintenance.models import PlanAcknowledgement, YearPlan
from maintenance.rules.yearplan import Entry
from tests.house import House

STOCKHOLM = "Europe/Stockholm"
# Third Sundays for six hours; the longer ones on Saturdays in April and October.
RULE: dict[str, Any] = {
    "weekday": "sun", "nth": 3, "at": "00:00", "duration": "PT6H", "long_months": [4, 10],
    "long": {"weekday": "sat", "nth": 2, "at": "08:00", "duration": "PT36H"},
}  # fmt: skip


def at(text: str, zone: str = STOCKHOLM) -> datetime:
    """`2027-01-17 00:00` by the wall clock of the zone, in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def entry(start: str, end: str, kind: Any = "short") -> Entry:
    return Entry(kind, at(start), at(end))


def drafted(house: House, year: int = 2027, **more: Any) -> YearPlan:
    """A plan by the rule above."""
    return plan_draft(actor=house.planner, year=year, **{"rule": RULE, **more})


def published(house: House, year: int = 2027, **more: Any) -> YearPlan:
    plan = drafted(house, year, **more)
    return plan_publish(actor=house.planner, plan=plan)


def told(account: Account, year: int = 2027) -> YearPlan:
    """A published plan without dates that one account was told of: an object of its own."""
    moment = now()
    stamps = {"created_at": moment, "updated_at": moment, "published_at": moment}
    plan = YearPlan.objects.create(
        year=year, title="Plan", timezone=STOCKHOLM, state="published", scope={"all": True}, **stamps
    )
    PlanAcknowledgement.objects.create(plan=plan, account=account, told_at=moment)
    return plan


def dates(plan: YearPlan) -> list[Entry]:
    return [Entry(window.kind, window.starts_at, window.ends_at) for window in standing_windows(plan)]  # type: ignore[arg-type]


def moved(plan: YearPlan, month: int, start: str, end: str) -> list[Entry]:
    """The plan's dates, that of the month replaced."""
    found = dates(plan)
    found[month - 1] = entry(start, end, found[month - 1].kind)
    return found
