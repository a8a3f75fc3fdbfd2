"""What is promised of servers' backups by the policies in force, each contract's own values in it."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from typing import Any, NamedTuple

from backups.models import Promise
from hostops.accounts.models import Contract
from hostops.policies.binding import LARGE, Bound, NothingBinds, bound, with_bindings
from hostops.policies.models import Override, PolicyVersion
from hostops.policies.schema.backups import Tier


@dataclass(frozen=True)
class Wanted:
    """A tier as a contract has it, in a zone; two of the same `sha256` are one promise."""

    version: PolicyVersion
    tier: Tier
    zone: str

    @cached_property
    def data(self) -> dict[str, Any]:
        return self.tier.model_dump(mode="json")

    @cached_property
    def sha256(self) -> str:
        said = [self.version.pk, self.version.sha256, self.data, self.zone]
        return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


class Site(NamedTuple):
    """What is asked of a server: thousands are compared each minute."""

    id: int
    contract: int
    registered_at: datetime | None
    retired_at: datetime | None
    zone: str | None


SITE = ("id", "contract_id", "registered_at", "retired_at", "zone__location__timezone")


class Promised:
    """Reckons what servers are promised at an instant; servers of like terms share what was reckoned.

    Two statements, however many servers.
    """

    def __init__(self, sites: Sequence[Site], at: datetime) -> None:
        self._at = at
        contracts = Contract.objects.in_bulk({site.contract for site in sites})
        with_bindings(list(contracts.values()))
        self._bound = {pk: found for pk, one in contracts.items() if (found := _bound(one, at))}
        self._known: dict[tuple[int, str | None], Mapping[str, Wanted]] = {}

    def of(self, site: Site) -> Mapping[str, Wanted]:
        """By the name of the tier. Empty for a server that is not in service, or that no policy binds."""
        began, left = site.registered_at, site.retired_at
        if began is None or began > self._at or (left is not None and left <= self._at):
            return {}
        key = (site.contract, site.zone)
        if key not in self._known:
            found = self._bound.get(site.contract)
            zone = site.zone or (found.version.parsed.policy.timezone if found else "")
            self._known[key] = dict(_tiers(found, zone)) if found else {}
        return self._known[key]


def _bound(contract: Contract, at: datetime) -> Bound | None:
    try:
        return bound(contract, at)
    except NothingBinds:
        return None


def _tiers(found: Bound, zone: str) -> Iterator[tuple[str, Wanted]]:
    for tier in found.document.backups.tiers if found.document.backups else ():
        yield tier.name, Wanted(found.version, tier, zone)


def promises_write(wanted: Iterable[Wanted]) -> Mapping[str, Promise]:
    """The promises by their hash, those that were not there written; three statements at most."""
    by_hash = {one.sha256: one for one in wanted}
    known = _known(by_hash)
    missing = [one for hash_, one in by_hash.items() if hash_ not in known]
    if missing:
        rows = [Promise(version=one.version, tier=one.data, timezone=one.zone, sha256=one.sha256) for one in missing]
        Promise.objects.bulk_create(rows, ignore_conflicts=True)
        known = _known(by_hash)
    return known


def _known(hashes: Iterable[str]) -> dict[str, Promise]:
    rows = Promise.objects.filter(sha256__in=list(hashes)).select_related("version__policy")
    return {row.sha256: row for row in rows.defer(*LARGE)}


def reasons_of(contracts: Iterable[int], at: datetime) -> Mapping[int, str]:
    """Why contracts set values of their backups otherwise at `at`, by contract id; one statement."""
    rows = Override.objects.filter(binding__contract__in=list(contracts), binding__binds_from__lte=at)
    rows = rows.select_related("binding").order_by("binding__binds_from", "path")
    latest: dict[int, tuple[int, dict[str, None]]] = {}
    for row in rows:
        contract, binding = row.binding.contract_id, row.binding_id
        if contract not in latest or latest[contract][0] != binding:
            latest[contract] = (binding, {})
        if row.path.startswith("backups."):
            latest[contract][1][row.reason] = None
    return {contract: "; ".join(reasons) for contract, (_, reasons) in latest.items()}
