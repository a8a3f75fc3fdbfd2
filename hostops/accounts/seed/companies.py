"""Eight customers and what they pay for. Which policy a contract stands under, the policies' seed says."""

from datetime import datetime, timedelta
from typing import NamedTuple

from hostops.accounts.models import Account, Contract
from hostops.lib.demo import Demo


class Plan(NamedTuple):
    """A contract. `days` ago its first payment came in; None: it has not come yet (itpdx:1a)."""

    reference: str
    title: str
    fee: str
    currency: str
    days: int | None


class Company(NamedTuple):
    slug: str
    name: str
    timezone: str
    plans: tuple[Plan, ...]


COMPANIES = (
    Company(
        "harbor", "Harbor", "America/Los_Angeles", (Plan("HS-2101", "Managed shop hosting", "1450.00", "USD", 366),)
    ),
    Company("nordic", "Nordic", "Europe/Stockholm", (Plan("IO-3301", "ERP in the cloud", "38500.00", "SEK", 368),)),
    Company(
        "cascade",
        "Cascade Outdoor",
        "America/Los_Angeles",
        (
            Plan("HS-2107", "Managed shop hosting", "2200.00", "USD", 370),
            Plan("HS-2119", "Reporting platform", "780.00", "USD", 365),
        ),
    ),
    Company(
        "lakeside", "Lakeside Books", "America/Denver", (Plan("HS-2112", "Managed shop hosting", "990.00", "USD", 367),)
    ),
    Company(
        "tamarack",
        "Tamarack Clinics",
        "America/New_York",
        (
            Plan("HS-2115", "Patient portal hosting", "1875.00", "USD", 371),
            Plan("HS-2131", "Appointment reminders", "420.00", "USD", None),
        ),
    ),
    Company(
        "pennine", "Pennine Textiles", "Europe/London", (Plan("IO-3304", "ERP in the cloud", "3100.00", "GBP", 369),)
    ),
    Company(
        "rheinwerk", "Rheinwerk Pumpen", "Europe/Berlin", (Plan("IO-3309", "ERP in the cloud", "4250.00", "EUR", 365),)
    ),
    Company(
        "southern-cross",
        "Southern Cross Freight",
        "Australia/Sydney",
        (Plan("IO-3312", "ERP and warehouse in the cloud", "6900.00", "AUD", 366),),
    ),
)


def make_accounts(demo: Demo) -> dict[str, Contract]:
    """The contracts, by reference."""
    contracts = {}
    for company in COMPANIES:
        account = Account.objects.create(slug=company.slug, name=company.name, timezone=company.timezone)
        for plan in company.plans:
            contracts[plan.reference] = _contract(account, plan, demo.present)
    return contracts


def _contract(account: Account, plan: Plan, present: datetime) -> Contract:
    paid = plan.days is not None
    return Contract.objects.create(
        account=account,
        reference=plan.reference,
        title=plan.title,
        fee=plan.fee,
        currency=plan.currency,
        starts_at=present - timedelta(days=plan.days) if plan.days else None,
        paid_through=(present + timedelta(days=24)).date() if paid else None,
    )
