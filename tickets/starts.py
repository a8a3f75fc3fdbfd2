"""From when a case's response clock counts. Pure.

The start is the latest of receipt, contract start, admission from the held line, the priority
contact, the decision to cover an unregistered server; reopened cases count from the reopening.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tickets.models import Case
    from tickets.terms import Terms

# What the clock still waits for, in the words that staff and customers read.
WAITS = {
    "contract": "the contract's first payment (itpdx:1a)",
    "admission": "a free place under the contract's caps (itpdx:4g)",
    "contact": "a call or e-mail, from which a priority response time counts (itpdx:4h)",
    "coverage": "the decision whether the unregistered server is covered (itpdx:3d)",
}
# The same in a list, where the case's page says it in full.
SHORT = {
    "contract": "the first payment",
    "admission": "a place",
    "contact": "a call",
    "coverage": "a decision",
}


def conditions(case: "Case", terms: "Terms") -> dict[str, datetime | None]:
    """Each instant that the start waits for; None is "not yet"."""
    found: dict[str, datetime | None] = {"receipt": case.received_at}
    if case.contract is not None:
        found["contract"] = case.contract.starts_at
    if case.held_at and not case.reopened_at:  # one that was withdrawn from the line has its place by its reopening
        found["admission"] = case.admitted_at
    rule = terms.cases.unregistered_servers
    if case.unregistered and rule and rule.response_clock == "waits_for_decision":
        found["coverage"] = case.covered_at
    if case.reopened_at:
        return found | {"reopening": case.reopened_at}
    if terms.needs_contact(case.severity):
        found["contact"] = case.contacted_at or case.raised_at
    return found


def lacks_contact(case: "Case", terms: "Terms") -> bool:
    """Whether only a call or mail starts the response time, and none has come (itpdx:4h).

    Nobody waits for a call about a security response: it is the provider's own, and owes no response time.
    """
    if case.security:
        return False
    return terms.needs_contact(case.severity) and not (case.contacted_at or case.raised_at or case.reopened_at)


def start_of(found: Mapping[str, datetime | None]) -> datetime | None:
    """The latest of the conditions; None while one is missing."""
    instants = [instant for instant in found.values() if instant is not None]
    return max(instants) if len(instants) == len(found) else None


def waits_for(found: Mapping[str, datetime | None], words: Mapping[str, str] = WAITS) -> str:
    """What is missing, in words; empty when nothing is."""
    return " and ".join(words[name] for name, instant in found.items() if instant is None)
