"""Places under a contract's caps, and the line of those who wait for one (itpdx:4g).

Whoever takes or frees a place holds the contract's row first (`hold_places`), then the case's:
two filings at once cannot both take the last place, and no two steps wait for each other.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from hostops.accounts.models import Contract
from hostops.journal.actions import record
from hostops.policies.binding import with_bindings
from tickets import clocks
from tickets.models import Case
from tickets.states import State
from tickets.terms import Terms


def hold_places(contract_id: int | None) -> None:
    """Let nobody else take or free a place of the contract until the transaction ends."""
    if contract_id is not None:
        Contract.objects.select_for_update(no_key=True).only("pk").get(pk=contract_id)


def place_free(contract: Contract | None, terms: Terms | None, severity: int | None, but: Case | None = None) -> bool:
    """Whether a case of this severity finds a place; `but` is left out of the count.

    The caps are of what the customer asks: a security response takes no place, and always finds one.
    """
    cap = terms.cap_of(severity) if terms else None
    if contract is None or cap is None or (but and but.security):
        return True
    levels, most = cap
    used = Case.objects.open().filter(contract=contract, severity__in=levels, security=False)
    return (used.exclude(pk=but.pk) if but else used).count() < most


def admit_next(actor: Any, contract: Contract | None, at: datetime) -> list[Case]:
    """Give every place that is free to the first in line for it, in the order in which they were held."""
    if contract is None:
        return []
    # the line stands still while its contract is held (`hold_places`), so that it can be read after it is locked
    held = Case.objects.filter(contract=contract, state=State.HELD)
    list(held.select_for_update().order_by("id").values_list("pk"))
    admitted = []
    for case in held.select_related("subject", "contract").order_by("held_at", "id"):
        if place_free(contract, clocks.case_terms(case), case.severity):
            admit(actor, case, at, "a place became free")
            admitted.append(case)
    return admitted


def admit(actor: Any, case: Case, at: datetime, reason: str) -> None:
    """Take a held case in; its response clock counts from now at the earliest."""
    case.state, case.admitted_at = State.NEW, at
    case.version, case.updated_at = case.version + 1, at
    clocks.response_may_start(actor, case)
    case.next_due = clocks.next_due(case)
    case.save()
    record(
        actor=actor,
        verb="tickets.case.admitted",
        kind="case",
        object_id=case.pk,
        reference=case.number,
        reason=reason,
        before={"state": "held"},
        after={"state": "new", "next_due": case.next_due, "over_cap": case.over_cap},
    )


def places_in_line(held: Sequence[Case]) -> dict[int, int]:
    """`place_in_line` of several held cases, by case: in two statements, however many they are."""
    contracts = {case.contract_id: case.contract for case in held if case.contract}
    with_bindings(list(contracts.values()))
    line = Case.objects.filter(contract__in=contracts, state=State.HELD).order_by("held_at", "id")
    waiting = list(line.values_list("pk", "contract", "severity"))
    found = {}
    for case in held:
        case.contract = contracts.get(case.contract_id)
        levels = _sharing(case)
        mine = [pk for pk, contract, severity in waiting if contract == case.contract_id and severity in levels]
        if case.pk in mine:
            found[case.pk] = mine.index(case.pk) + 1
    return found


def _sharing(case: Case) -> tuple[int | None, ...]:
    """The levels that wait in one line with the case."""
    terms = clocks.case_terms(case)
    cap = terms.cap_of(case.severity) if terms else None
    return cap[0] if cap else (case.severity,)


def place_in_line(case: Case) -> int | None:
    """1 for the first held case of the contract and its levels; None for a case that is not held."""
    if case.state != State.HELD:
        return None
    line = Case.objects.filter(contract=case.contract_id, state=State.HELD, severity__in=_sharing(case))
    ahead = line.filter(held_at__lt=case.held_at) | line.filter(held_at=case.held_at, pk__lt=case.pk)
    return ahead.count() + 1
