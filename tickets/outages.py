"""The catastrophic outage that comes before everything else, and what the policy lets others be told of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hostops.accounts.models import Account
from hostops.lib.now import now
from tickets.clocks import case_terms
from tickets.lookup import contract_of
from tickets.models import Case
from tickets.terms import Terms, terms_of

# More than a few are told by their number alone.
_MOST = 5


@dataclass(frozen=True)
class Outages:
    """Open cases of the first rank; customers of others learn the policy's words and nothing else (itpdx:4l)."""

    told: str
    cases: Sequence[Case]

    def __bool__(self) -> bool:
        return bool(self.told or self.cases)


def outages(reader: Any) -> Outages:
    """What stands first in the queue now: for staff the cases, for a customer the words while it is another's.

    The one place that looks past what a customer may see: nothing of such a case goes to the page.
    """
    first = Case.objects.live().filter(queue_rank=0).select_related("account", "contract").order_by("queue_due", "id")
    found = list(first.defer("search", "description")[: _MOST + 1])
    if reader.is_staff_member:
        return Outages(_told(case_terms(found[0])) if found else "", found[:_MOST])
    others = [case for case in found if case.account_id != reader.account_id]
    return Outages(_told_to_customer(reader.account, others[0]) if others else "", ())


def _told_to_customer(account: Account, outage: Case) -> str:
    """The words of the customer's own policy, where the outage stands under it too."""
    own, theirs = terms_of(contract_of(account, None), now()), case_terms(outage)
    same = own and theirs and own.version.policy_id == theirs.version.policy_id
    return _told(own) if same else ""


def _told(terms: Terms | None) -> str:
    first = terms.cases.catastrophic_first if terms else None
    return first.told if first else ""
