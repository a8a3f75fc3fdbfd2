"""The demo's year: next year's plan, published and acknowledged by some, and a draft of the year after."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from hostops.accounts.models import Person
from hostops.accounts.roles import Role
from hostops.clocks.businesstime.wall import local_date, zone_named
from hostops.lib.demo import Demo
from hostops.lib.now import now
from maintenance.actions.year_plans import plan_draft
from maintenance.actions.year_publishing import plan_acknowledge, plan_publish
from maintenance.models import YearPlan

_RULE = {"nth": 3, "weekday": "sun", "at": "00:00", "duration": "PT6H", "long_months": [4, 10]}
_LONG = {"nth": 2, "weekday": "sat", "at": "08:00", "duration": "PT36H"}
_WORD = "The dates were talked over with the accounts that sell on them."


def seed(demo: Demo) -> None:
    demo.stage.enlist(demo.ago(days=12), _published())
    demo.stage.enlist(demo.ago(days=2), _drafted())


def _next_year() -> int:
    return local_date(now(), zone_named("Europe/Stockholm")).year + 1


def _published() -> Iterator[datetime]:
    planner, year = Person.objects.get(username="planner"), _next_year()
    plan = plan_draft(actor=planner, year=year, rule={**_RULE, "long": _LONG}, title=f"Common resources {year}")
    yield now() + timedelta(hours=3)
    plan_publish(actor=planner, plan=plan, word=_WORD)
    yield now() + timedelta(days=1)
    _acknowledged(plan)


def _acknowledged(plan: YearPlan) -> None:
    """By every other account; Nordic, whose sign-ins the demo names, is still asked."""
    rows = plan.acknowledgements.exclude(account__slug="nordic").select_related("account").order_by("account__slug")
    for row in rows[::2]:
        holder = row.account.people.filter(role=Role.ACCOUNT_HOLDER, is_active=True).order_by("pk").first()
        if holder:
            plan_acknowledge(actor=holder, plan=plan)


def _drafted() -> Iterator[datetime]:
    plan_draft(actor=Person.objects.get(username="planner"), year=_next_year() + 1)
    yield from ()
