"""What an account's contracts entitle to, and how much of it is used: the caps of their policies (itpdx:4g)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from hostops.accounts.models import Account, Contract
from hostops.policies.binding import with_bindings
from hostops.policies.schema.cases import CapGroup
from tickets.models import Case
from tickets.states import State
from tickets.terms import Terms, terms_of


@dataclass(frozen=True)
class Places:
    """The places that some levels share. More may be `used` than there are: a reopened case always gets one."""

    name: str
    title: str
    levels: tuple[int, ...]
    most: int
    used: int
    held: int

    @property
    def over(self) -> int:
        return max(self.used - self.most, 0)

    @property
    def full(self) -> bool:
        return self.used >= self.most


@dataclass(frozen=True)
class Entitlement:
    """Of one contract. Without `terms` no policy binds it; without `groups` the policy caps nothing.

    Security responses are the provider's own work: they take no place, and are not counted.
    """

    contract: Contract
    terms: Terms | None
    groups: Sequence[Places]
    open: int
    held: int

    @property
    def clause(self) -> str:
        """The clause of the caps; empty where there are none."""
        caps = self.terms.cases.caps if self.terms else None
        return caps.clause if caps else ""


def entitlements(account: Account, at: datetime) -> list[Entitlement]:
    """What each contract of the account that has not ended entitles to at `at`, the oldest contract first.

    Three statements however many contracts and cases: the contracts, their bindings, the counts by
    the index of the caps.
    """
    running = Contract.objects.filter(Q(ends_on=None) | Q(ends_on__gte=at.date()), account=account)
    contracts = list(running.order_by("starts_at", "id"))
    with_bindings(contracts)
    live = Case.objects.live().filter(contract__in=contracts, security=False).order_by()
    counted: Counter[tuple[int, bool, int | None]] = Counter()
    for contract, state, severity, number in live.values_list("contract", "state", "severity").annotate(n=Count("pk")):
        counted[contract, state == State.HELD, severity] += number
    return [_entitlement(contract, terms_of(contract, at), counted) for contract in contracts]


def _entitlement(
    contract: Contract, terms: Terms | None, counted: Counter[tuple[int, bool, int | None]]
) -> Entitlement:
    held, used = (
        {level: number for (pk, waits, level), number in counted.items() if pk == contract.pk and waits == wanted}
        for wanted in (True, False)
    )
    caps = terms.cases.caps if terms else None
    groups = [_places(group, used, held) for group in caps.groups] if caps else []
    return Entitlement(contract, terms, groups, open=sum(used.values()), held=sum(held.values()))


def _places(group: CapGroup, used: dict[int | None, int], held: dict[int | None, int]) -> Places:
    return Places(
        name=group.name,
        title=group.title,
        levels=group.levels,
        most=group.open,
        used=sum(used.get(level, 0) for level in group.levels),
        held=sum(held.get(level, 0) for level in group.levels),
    )
