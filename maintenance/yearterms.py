"""Whose year a plan is: the accounts in its scope whose policy plans years, and by which rules (iptor:5e)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Model

from hostops.accounts.models import Account, Location, Server, Zone
from hostops.lib.errors import BadField
from hostops.policies.models import PolicyVersion
from hostops.policies.schema.base import listed
from hostops.policies.schema.windows import KIND_NAMES, Windows
from maintenance.models import YearPlan
from maintenance.scope import Scope, accounts_of, names_of, servers_of
from maintenance.terms import AccountTerms, terms_in_scope

_FOUND_BY: dict[str, tuple[type[Model], str]] = {
    "accounts": (Account, "slug"),
    "servers": (Server, "hostname"),
    "zones": (Zone, "slug"),
    "locations": (Location, "slug"),
}


@dataclass(frozen=True)
class YearTerms:
    """What a plan keeps.

    `scope` is what its windows are about, `accounts` those that it is for, `left_out` those in the
    scope as it was said whose policy plans no years.
    """

    scope: Scope
    accounts: Sequence[Account]
    left_out: Sequence[Account]
    terms: Sequence[AccountTerms]

    @cached_property
    def versions(self) -> Mapping[PolicyVersion, AccountTerms]:
        """Each version once, with terms under it, in the order of their names."""
        found: dict[PolicyVersion, AccountTerms] = {}
        for one in sorted(self.terms, key=lambda terms: (terms.version.policy.slug, -terms.version.number)):
            found.setdefault(one.version, one)
        return found

    @property
    def first(self) -> AccountTerms:
        """The terms that a draft is made by where the planner says nothing else."""
        return next(iter(self.versions.values()))

    @property
    def rules(self) -> Sequence[Windows]:
        """The different rules that the plan must keep, each once."""
        found: list[Windows] = []
        for one in self.terms:
            if all(one.windows is not known and one.windows != known for known in found):
                found.append(one.windows)
        return found

    def strictest(self, kind: str, starts_at: datetime) -> AccountTerms:
        """Whose notice of a window that begins then is due first."""
        due = [(one.due_at(kind, starts_at) or starts_at, one.name, one) for one in self._notices[kind]]
        return min(due, key=lambda row: row[:2])[2]

    @cached_property
    def _notices(self) -> Mapping[str, Sequence[AccountTerms]]:
        """By kind, one of each different rule of notice: most accounts share theirs."""
        found: dict[str, dict[tuple[str | None, str], AccountTerms]] = {kind: {} for kind in KIND_NAMES}
        for one in self.terms:
            windows, zone = one.windows, one.zone
            for kind, rules in found.items():
                rule = windows.kind(kind)
                rules.setdefault((rule.notice if rule else None, zone), one)
        return {kind: list(rules.values()) for kind, rules in found.items()}


def year_terms(scope: Scope | None, at: datetime) -> YearTerms:
    """The terms of everybody in `scope` at `at`.

    Everything, which is what no scope means, is everything of accounts whose policy plans years;
    a scope that names others is refused. BadField for `scope`.
    """
    said = scope or Scope(all=True)
    accounts, servers = list(accounts_of(said)), servers_of(said)
    terms = terms_in_scope(accounts, servers, at)
    ours = [one for one in terms if one.windows.year_plan is not None]
    meant = {one.account.pk for one in ours}
    inside = [account for account in accounts if account.pk in meant]
    left_out = [account for account in accounts if account.pk not in meant]
    if not inside:
        raise BadField({"scope": "No account in this scope has a policy with a year plan."})
    if left_out and not said.all:
        names = listed([account.name for account in left_out])
        raise BadField({"scope": f"The policy of {names} plans no years; leave them out."})
    return YearTerms(Scope(accounts=inside) if left_out else said, inside, left_out, ours)


def joined_since(plan: YearPlan, terms: YearTerms) -> list[Account]:
    """The accounts in the plan's scope, as `terms` have it, that were never sent the published plan."""
    if plan.published_at is None:
        return []
    told = set(plan.acknowledgements.values_list("account", flat=True))
    return [account for account in terms.accounts if account.pk not in told]


def scope_kept(scope: Scope) -> dict[str, Any]:
    """The scope as a plan keeps it: {"all": true}, {"accounts": ["nordic"]}, {"servers": ["nordic/erp1"]}."""
    names = names_of(scope)
    if scope.servers:
        names["servers"] = [f"{server.account.slug}/{server.hostname}" for server in scope.servers]
    return names


def scope_named(names: Mapping[str, Any]) -> Scope:
    """The scope that a plan keeps; BadField for a name that is there no more."""
    if names.get("all"):
        return Scope(all=True)
    found = {many: _things(many, names[many]) for many in _FOUND_BY if many in names}
    missing = [name for many, rows in found.items() for name in names[many] if name not in rows]
    if missing:
        raise BadField({"scope": f"There is no {listed(missing, 'or')} any more."})
    given: dict[str, Any] = {many: list(rows.values()) for many, rows in found.items()}
    return Scope(**given)


def _things(many: str, names: list[str]) -> dict[str, Any]:
    model, key = _FOUND_BY[many]
    if many != "servers":
        return {getattr(row, key): row for row in model._default_manager.filter(**{f"{key}__in": names})}
    rows = Server.objects.filter(hostname__in=[name.rpartition("/")[2] for name in names]).select_related("account")
    known = {f"{row.account.slug}/{row.hostname}": row for row in rows}
    return {name: known[name] for name in names if name in known}
