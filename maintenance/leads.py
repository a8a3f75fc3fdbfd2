"""How long ahead a business event is to be filed: by each policy that binds the servers it needs (itpdx:5d)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from hostops.accounts.models import Account, Contract, Server
from hostops.clocks.ahead import moment_ahead
from hostops.clocks.businesstime import Duration
from hostops.policies.binding import NothingBinds, bound, with_bindings


@dataclass(frozen=True)
class Lead:
    """The last moment to file in time, by one policy; a later event is accepted and flagged, or refused."""

    last_moment: datetime
    late_accepted: bool
    policy: str
    clause: str
    words: str


def lead_of(account: Account, servers: Iterable[Server], starts_at: datetime, at: datetime) -> Lead | None:
    """The strictest lead of the contracts of `servers`, or of all the account's where none is named.

    A policy that refuses late events is stricter than one that takes them, whatever the moments. None where no
    policy asks for any lead.
    """
    named = {server.contract_id for server in servers}
    contracts = Contract.objects.filter(account=account)
    found = list(contracts.filter(pk__in=named) if named else contracts)
    with_bindings(found)
    leads = [lead for contract in found if (lead := _lead(contract, starts_at, at))]
    passed = [lead for lead in leads if lead.last_moment < at and not lead.late_accepted]
    return min(passed or leads, key=lambda lead: lead.last_moment, default=None)


def _lead(contract: Contract, starts_at: datetime, at: datetime) -> Lead | None:
    try:
        held = bound(contract, at)
    except NothingBinds:
        return None
    rule = held.document.events
    if rule is None:
        return None
    last = moment_ahead(starts_at, Duration.parse(rule.lead), held.document.policy.timezone)
    return Lead(last, rule.late_accepted, str(held.version), rule.clause, rule.words())


def leads_in_words(account: Account, at: datetime) -> list[str]:
    """What the account's policies ask of events, each with its clause; nothing where they ask for no lead."""
    contracts = list(Contract.objects.filter(account=account))
    with_bindings(contracts)
    found = {lead.clause: lead.words for contract in contracts if (lead := _lead(contract, at, at))}
    return [f"{words[:1].upper()}{words[1:]} ({clause})." for clause, words in found.items()]
