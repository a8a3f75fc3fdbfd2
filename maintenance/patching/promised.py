"""What is promised of servers' patching by the policies in force, each contract's own values in it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from typing import Any, NamedTuple

from hostops.accounts.models import Contract
from hostops.policies.binding import LARGE, Bound, NothingBinds, bound, with_bindings
from hostops.policies.models import PolicyVersion
from hostops.policies.schema.patching import Platform
from maintenance.patching.models import PatchPromise
from maintenance.patching.promises import Promised


@dataclass(frozen=True)
class Wanted:
    """A platform as a contract has it, with the limits around it; two of the same `sha256` are one promise."""

    version: PolicyVersion
    terms: Promised

    @cached_property
    def data(self) -> dict[str, Any]:
        return self.terms.model_dump(mode="json")

    @cached_property
    def sha256(self) -> str:
        said = [self.version.pk, self.version.sha256, self.data]
        return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


class Site(NamedTuple):
    """What is asked of a server: thousands are compared each minute."""

    id: int
    contract: int
    registered_at: datetime | None
    retired_at: datetime | None
    platform: str


SITE = ("id", "contract_id", "registered_at", "retired_at", "platform")


class Promising:
    """Reckons what servers are promised at an instant; servers of like terms share what was reckoned.

    Two statements, however many servers.
    """

    def __init__(self, sites: Sequence[Site], at: datetime) -> None:
        self._at = at
        contracts = Contract.objects.in_bulk({site.contract for site in sites})
        with_bindings(list(contracts.values()))
        self._bound = {pk: found for pk, one in contracts.items() if (found := _bound(one, at))}
        self._known: dict[tuple[int, str], Wanted | None] = {}

    def of(self, site: Site) -> Wanted | None:
        """None for a server that is not in service, or whose platform no policy patches."""
        began, left = site.registered_at, site.retired_at
        if began is None or began > self._at or (left is not None and left <= self._at):
            return None
        key = (site.contract, site.platform)
        if key not in self._known:
            found = self._bound.get(site.contract)
            self._known[key] = _wanted(found, site.platform) if found else None
        return self._known[key]


def _bound(contract: Contract, at: datetime) -> Bound | None:
    try:
        return bound(contract, at)
    except NothingBinds:
        return None


def _wanted(found: Bound, name: str) -> Wanted | None:
    patching = found.document.patching
    platform = platform_named(patching.platforms, name) if patching else None
    if patching is None or platform is None:
        return None
    terms = Promised(
        platform=platform,
        timezone=found.version.parsed.policy.timezone,
        plan_distance=patching.plan_distance,
        release_limit=patching.release_limit,
        closing=patching.closing,
    )
    return Wanted(found.version, terms)


def platform_named(platforms: Iterable[Platform], name: str) -> Platform | None:
    """The policy's platform that a server's own word means: its name or its title, whatever their case."""
    said = name.strip().casefold()
    return next((one for one in platforms if said in (one.name.casefold(), one.title.casefold())), None)


def promises_write(wanted: Iterable[Wanted]) -> Mapping[str, PatchPromise]:
    """The promises by their hash, those that were not there written; three statements at most."""
    by_hash = {one.sha256: one for one in wanted}
    known = _known(by_hash)
    missing = [one for hash_, one in by_hash.items() if hash_ not in known]
    if missing:
        rows = [PatchPromise(version=one.version, terms=one.data, sha256=one.sha256) for one in missing]
        PatchPromise.objects.bulk_create(rows, ignore_conflicts=True)
        known = _known(by_hash)
    return known


def _known(hashes: Iterable[str]) -> dict[str, PatchPromise]:
    rows = PatchPromise.objects.filter(sha256__in=list(hashes)).select_related("version__policy")
    return {row.sha256: row for row in rows.defer(*LARGE)}
