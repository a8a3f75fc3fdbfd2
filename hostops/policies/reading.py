"""What a reader of a policy is shown: which version, whom it binds, what a contract sets otherwise."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from hostops.accounts.models import Contract
from hostops.policies.models import Binding, Override, Policy, PolicyVersion
from hostops.policies.openings import Opening, openings
from hostops.policies.rulewords import RuleRow, rules_by_clause
from hostops.policies.schema.clauses import Clause


@dataclass(frozen=True)
class Promise:
    """A clause with the rules that keep it, and what it leaves open although they are kept."""

    clause: Clause
    rules: list[RuleRow]
    openings: list[Opening]


@dataclass(frozen=True)
class Holidays:
    """The days on which a calendar of the version is closed, by year, as frozen when it was published."""

    calendar: str
    years: list[tuple[int, list[tuple[date, str]]]]


def versions_for(policy: Policy, reader: Any) -> QuerySet[PolicyVersion]:
    """Staff may read every version; customers those that bind, or bound, a contract of theirs."""
    if reader.is_staff_member:
        return policy.versions.all()
    return policy.versions.filter(bindings__contract__account=reader.account_id).distinct()


def version_for(policy: Policy, reader: Any, now: datetime) -> PolicyVersion | None:
    """The version to show first: to staff the newest, to customers the one that binds them now."""
    if reader.is_staff_member:
        return policy.versions.order_by("-number").first()
    bindings = Binding.objects.filter(contract__account=reader.account_id, version__policy=policy)
    bindings = bindings.select_related("version__policy")
    binding = (
        bindings.filter(binds_from__lte=now).order_by("-binds_from").first() or bindings.order_by("binds_from").first()
    )
    return binding.version if binding else None


def promises(version: PolicyVersion) -> list[Promise]:
    """Every clause in the document's order, also those that a record alone keeps."""
    rules = rules_by_clause(version.parsed)
    return [Promise(clause, rules[clause.id], _openings(version, clause)) for clause in version.parsed.clauses]


def _openings(version: PolicyVersion, clause: Clause) -> list[Opening]:
    return [opening for opening in openings(version) if clause.id in opening.clauses]


def bound_contracts(version: PolicyVersion, reader: Any, now: datetime) -> QuerySet[Contract]:
    """The contracts, of those that the reader may see, that are kept under this version now."""
    begun = Binding.objects.filter(contract=OuterRef("pk"), binds_from__lte=now).order_by("-binds_from")
    contracts = Contract.objects.visible_to(reader).select_related("account")
    return contracts.annotate(
        binding_version=Subquery(begun.values("version")[:1]), binds_from=Subquery(begun.values("binds_from")[:1])
    ).filter(binding_version=version.pk)


def overrides(version: PolicyVersion, reader: Any, now: datetime) -> list[Override]:
    """What contracts of the reader's account set otherwise under this version, with why."""
    if reader.is_staff_member:
        return []
    found = Override.objects.filter(binding__contract__account=reader.account_id, binding__version=version)
    return list(found.filter(binding__binds_from__lte=now).select_related("binding__contract").order_by("path"))


def holidays(version: PolicyVersion, now: datetime) -> list[Holidays]:
    """This year's frozen holidays of each calendar, and the next year's."""
    return [Holidays(name, _by_year(days, (now.year, now.year + 1))) for name, days in sorted(version.holidays.items())]


def _by_year(days: dict[str, str], years: tuple[int, ...]) -> list[tuple[int, list[tuple[date, str]]]]:
    dated = sorted((date.fromisoformat(day), name) for day, name in days.items())
    chosen = [(day, name) for day, name in dated if day.year in years]
    return [(year, list(rows)) for year, rows in groupby(chosen, key=lambda row: row[0].year)]
