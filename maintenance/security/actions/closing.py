"""The end of a security response, and taking it up again."""

from typing import Any

from hostops.lib.errors import NotPossible
from hostops.lib.now import now
from maintenance.security.actions.change import changing, move, required
from maintenance.security.models import SecurityResponse

CLOSE, REOPEN = "maintenance.security.close", "maintenance.security.reopen"


def response_close(
    *, actor: Any, response: SecurityResponse, outcome: str, if_version: int | None = None
) -> SecurityResponse:
    """Say how the risk was closed. Its cases go on to their own ends.

    NotPossible while an account is still owed the notice of an action, or a site is shut down for it.
    """
    [words] = required(outcome=outcome)
    with changing(actor=actor, response=response, verb="close", did="closed", if_version=if_version) as locked:
        move(locked, "close")
        if locked.acted_at and locked.notified_at is None:
            raise NotPossible("Not every account has the notice of what was done first (itpdx:5j).", ["notify", "tell"])
        shut = locked.shutdowns.standing().first()
        if shut:
            raise NotPossible(f"{shut.number} still stands for it.", ["lift the shutdown"])
        locked.outcome, locked.closed_by, locked.closed_at = words, actor, now()
    return response


def response_reopen(
    *, actor: Any, response: SecurityResponse, reason: str, if_version: int | None = None
) -> SecurityResponse:
    """Take it up again: the risk was not closed after all. What was said at its end stays in the journal."""
    [words] = required(reason=reason)
    with changing(
        actor=actor, response=response, verb="reopen", did="reopened", if_version=if_version, reason=words
    ) as locked:
        move(locked, "reopen")
        locked.outcome, locked.closed_by, locked.closed_at = "", None, None
    return response
