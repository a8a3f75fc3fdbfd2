"""The promises that affected accounts stand under: their contracts' policies, as they bind at an instant."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from hostops.accounts.models import Account, Contract, Server
from hostops.policies.binding import NothingBinds, bound, with_bindings
from hostops.policies.models import PolicyVersion
from hostops.policies.schema.document import Document
from hostops.policies.schema.windows import WindowKind, Windows
from maintenance.rules.notice import last_moment
from maintenance.rules.terms import Terms


@dataclass(frozen=True)
class AccountTerms:
    """What one contract of an account promises. `name` is the account's slug, with the contract where it has two."""

    account: Account
    contract: Contract
    version: PolicyVersion
    document: Document
    name: str

    @property
    def windows(self) -> Windows:
        return self.document.windows or Windows()

    @property
    def zone(self) -> str:
        return self.document.policy.timezone

    def kind(self, kind: str) -> WindowKind | None:
        """The policy's rules of the kind; None where it has no such windows."""
        return self.windows.kind(kind)

    def due_at(self, kind: str, starts_at: datetime) -> datetime | None:
        """The last lawful moment to send; None where nothing is too short."""
        rule = self.kind(kind)
        return last_moment(starts_at, rule.notice, self.zone) if rule else None

    @property
    def rules(self) -> Terms:
        policy = self.version.policy
        return Terms(self.windows, self.zone, policy.title, self.version.number)


def terms_for(accounts: Iterable[Account], at: datetime) -> dict[Account, AccountTerms]:
    """Of each account its first contract's terms at `at`; one that no policy binds is left out. Two statements."""
    found: dict[Account, AccountTerms] = {}
    for terms in _bound(_contracts(list(accounts), at), at):
        found.setdefault(terms.account, terms)
    return found


def terms_in_scope(accounts: Sequence[Account], servers: QuerySet[Server], at: datetime) -> list[AccountTerms]:
    """The terms of every contract that a server in scope is under; of accounts without any, of their first contract."""
    contracts = _contracts(accounts, at)
    under = set(servers.order_by().values_list("contract", flat=True).distinct())
    touched = [contract for contract in contracts if contract.pk in under]
    served = {contract.account_id for contract in touched}
    first: dict[int, Contract] = {}
    for contract in contracts:
        if contract.account_id not in served:
            first.setdefault(contract.account_id, contract)
    return _bound([*touched, *first.values()], at)


def _contracts(accounts: Sequence[Account], at: datetime) -> list[Contract]:
    """Those that have not ended, as the case desk picks them: begun ones first, the oldest first."""
    by_id = {account.pk: account for account in accounts}
    lasting = Contract.objects.filter(Q(ends_on=None) | Q(ends_on__gte=at.date()), account__in=list(by_id))
    contracts = list(lasting.order_by("starts_at", "id"))
    for contract in contracts:
        contract.account = by_id[contract.account_id]
    return contracts


def _bound(contracts: Sequence[Contract], at: datetime) -> list[AccountTerms]:
    with_bindings(contracts)
    of_account = Counter(contract.account_id for contract in contracts)
    found = []
    for contract in contracts:
        try:
            binds = bound(contract, at)
        except NothingBinds:
            continue
        slug = contract.account.slug
        name = f"{slug} ({contract.reference})" if of_account[contract.account_id] > 1 else slug
        found.append(AccountTerms(contract.account, contract, binds.version, binds.document, name))
    return found
