"""What the policies of a run's servers say of it: when it is planned, what needs a window, how long rings wait."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from hostops.accounts.models import Contract, Server
from hostops.policies.binding import NothingBinds, bound, with_bindings
from hostops.policies.schema.patching import ImpactRule, Patching, PlanDistance
from maintenance.rules.lengths import latest_end


@dataclass(frozen=True, slots=True)
class RunTerms:
    """What one policy, as a contract has it, says; `zone` is that of its wall clock."""

    policy: str
    zone: str
    patching: Patching

    def distance(self, platform: str) -> PlanDistance | None:
        """Between which distances from a release of the platform a run is planned; None where nothing is said."""
        named = {known.name for known in self.patching.platforms}
        return self.patching.plan_distance if platform in named else None

    def window_for(self, impact: str) -> ImpactRule | None:
        """The rule by which a run of that impact needs a window; None where it needs none."""
        rule = self.patching.impact
        return rule if rule and impact in rule.needs_window else None


def terms_of(servers: Iterable[Server], at: datetime) -> list[RunTerms]:
    """The terms of the servers' contracts at `at`, each once; contracts without patching say nothing.

    Servers come with their `contract`. Two statements at most, however many contracts.
    """
    contracts = {server.contract_id: server.contract for server in servers}
    with_bindings(list(contracts.values()))
    found = [terms for contract in contracts.values() if (terms := _terms(contract, at))]
    return [one for place, one in enumerate(found) if one not in found[:place]]


def _terms(contract: Contract, at: datetime) -> RunTerms | None:
    try:
        document = bound(contract, at).document
    except NothingBinds:
        return None
    patching = document.patching
    return RunTerms(document.policy.title, document.policy.timezone, patching) if patching else None


def waited(terms: Sequence[RunTerms], since: datetime) -> datetime:
    """Until when the next ring waits, by the strictest of the policies; `since` where none has rings."""
    ends = [latest_end(since, one.patching.rings.wait, one.zone) for one in terms if one.patching.rings]
    return max([since, *ends])
