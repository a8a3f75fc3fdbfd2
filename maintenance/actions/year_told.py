"""Telling the accounts in scope of a year plan: its dates, in the plan's zone, to holders and named contacts."""

from collections.abc import Sequence
from typing import Any

from hostops.accounts.models import Account, Person
from hostops.accounts.roles import Role
from hostops.alerts.notices import notice_send
from hostops.alerts.wording import address_of
from hostops.clocks.businesstime.wall import zone_named
from hostops.lib.now import now
from hostops.web.times import zone_short
from maintenance.actions.year_records import standing_windows
from maintenance.models import PlanAcknowledgement, Window, YearPlan
from maintenance.yearterms import YearTerms

_TOLD = (Role.ACCOUNT_HOLDER, Role.NAMED_CONTACT)


def published(actor: Any, plan: YearPlan, terms: YearTerms) -> None:
    """The plan is new to all of them."""
    _asked(plan, terms)
    _sent(plan, terms.accounts, f"Service windows {plan.year}", f"The service windows of {plan.year} are planned.")


def changed(actor: Any, plan: YearPlan, terms: YearTerms) -> None:
    """It has other dates: whoever acknowledged it is asked again."""
    _asked(plan, terms)
    lead = f"The plan of {plan.year} has other dates now."
    _sent(plan, terms.accounts, f"Service windows {plan.year} have changed", lead)


def joined(actor: Any, plan: YearPlan, accounts: Sequence[Account]) -> None:
    """It is new to these, who came after it was published."""
    PlanAcknowledgement.objects.bulk_create(
        PlanAcknowledgement(plan=plan, account=account, told_at=now()) for account in accounts
    )
    _sent(plan, accounts, f"Service windows {plan.year}", f"The service windows of {plan.year} are planned.")


def _asked(plan: YearPlan, terms: YearTerms) -> None:
    plan.acknowledgements.exclude(account__in=terms.accounts).delete()
    plan.acknowledgements.update(told_at=now(), acknowledged_at=None, acknowledged_by=None)
    known = set(plan.acknowledgements.values_list("account", flat=True))
    PlanAcknowledgement.objects.bulk_create(
        PlanAcknowledgement(plan=plan, account=account, told_at=now())
        for account in terms.accounts
        if account.pk not in known
    )


def _sent(plan: YearPlan, accounts: Sequence[Account], title: str, lead: str) -> None:
    people = Person.objects.filter(account__in=accounts, role__in=_TOLD, is_active=True).order_by("pk")
    dates = [window_words(window, plan.timezone) for window in standing_windows(plan)]
    url = f"/windows/year/{plan.year}/"
    body = "\n".join([lead, "", *dates, "", _FOOT, "", address_of(url)])
    for person in people:
        # one message a version of the plan, however often it is tried
        key = f"plan:{plan.pk}:{plan.version + 1}"
        notice_send(recipient=person, title=title, body=body, url=url, key=key)


_FOOT = (
    "Whether a window will be used, and what you will notice of it, is announced before each one.\n"
    "Please acknowledge the plan in the portal."
)


def window_words(window: Window, timezone: str) -> str:
    """`Sun 17 Jan 2027, 00:00 CET to Sun 17 Jan 2027, 06:00 CET: Service window, January 2027 (SW-3)`."""
    zone = zone_named(timezone)
    spoken = []
    for instant in (window.starts_at, window.ends_at):
        local = instant.astimezone(zone)
        spoken.append(f"{local:%a} {local.day} {local:%b %Y, %H:%M} {zone_short(local)}")
    return f"{spoken[0]} to {spoken[1]}: {window.title} ({window.number})"
