"""The catastrophic outage that comes before everything else, and what the policy lets others be told of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from tickets.clocks import case_terms
from tickets.models import Case
from tickets.terms import Terms

# More than a few are told by their number alone.
_MOST = 5


@dataclass(frozen=True)
class Outages:
    """Open cases of the first rank, and the policy's words for those who wait meanwhile (itpdx:4l)."""

    told: str
    cases: Sequence[Case]


def outages(known: Iterable[Case] = ()) -> Outages:
    """For staff: what stands first in the queue now. `known` are cases whose policies the caller has read already."""
    first = _first().select_related("account", "contract").order_by("queue_due", "id")
    found = list(first.defer("description")[:_MOST])
    if not found:
        return Outages("", found)
    read = next((case for case in known if case.pk == found[0].pk), found[0])
    return Outages(_words(case_terms(read)), found)


def told_of_anothers(account_id: int, terms: Terms | None) -> str:
    """For a customer: the words of its own policy while an outage of somebody else under it comes first.

    The one place that looks past what a customer may see: nothing of such a case goes to the page.
    """
    words = _words(terms)
    if not words or terms is None:
        return ""
    others = _first().exclude(account=account_id).filter(contract__bindings__version__policy=terms.version.policy_id)
    return words if others.exists() else ""


def _first() -> QuerySet[Case]:
    return Case.objects.live().filter(queue_rank=0)


def _words(terms: Terms | None) -> str:
    first = terms.cases.catastrophic_first if terms else None
    return first.told if first else ""
