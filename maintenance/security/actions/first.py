"""Action before notice: a zero-day, or a risk that warrants extreme attention (itpdx:5j)."""

from datetime import datetime
from typing import Any

from hostops.lib.errors import BadField, NotPossible
from hostops.lib.now import now
from maintenance.security.actions.change import changing, check_past, move, required
from maintenance.security.clocks import notice_owed
from maintenance.security.models import SecurityResponse
from maintenance.security.promised import reasons_of, terms_of_response

ACT = "maintenance.security.act"


def response_act(
    *,
    actor: Any,
    response: SecurityResponse,
    acted_reason: str,
    action: str,
    acted_at: datetime | None = None,
    if_version: int | None = None,
) -> SecurityResponse:
    """Record what was done before anybody was told, and for which of the policy's reasons; the notice is owed.

    Its clock counts from `acted_at`, now unless it is given. Raises BadField for an instant ahead,
    or a reason that no policy concerned knows; NotPossible where an action is on record, or a
    notice was given already.
    """
    with changing(actor=actor, response=response, verb="act", did="acted", if_version=if_version) as locked:
        move(locked, "act")
        if locked.acted_at:
            raise NotPossible(f"{locked.number} has its first action on record; tell the accounts of what followed.")
        act_write(actor, locked, acted_reason, action, acted_at)
    return response


def act_write(actor: Any, response: SecurityResponse, reason: str, action: str, acted_at: datetime | None) -> None:
    """Put the action into the response, which is the caller's to lock, and owe its notice."""
    [words] = required(action=action)
    at = acted_at or now()
    check_past(at, "acted_at")
    if response.notices.filter(given_at__lte=at).exists():
        raise NotPossible(f"The accounts of {response.number} were told before: no action came first.")
    reasons = reasons_of(terms_of_response(response, at))
    if reason not in reasons:
        known = ", ".join(sorted(reasons))
        said = f"Use one of {known}." if known else "No policy of those concerned lets action come before notice."
        raise BadField({"acted_reason": said})
    response.acted_at, response.acted_reason, response.action = at, reason, words
    response.save()
    notice_owed(actor, response, at, f"action came first: {reasons[reason]}")
