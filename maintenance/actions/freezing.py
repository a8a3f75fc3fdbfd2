"""Freezes: set for a stretch, lifted when they are needed no more."""

from datetime import datetime
from typing import Any

from django.db import transaction

from hostops.accounts.roles import require
from hostops.lib.errors import BadField, NotPossible
from hostops.lib.now import now
from hostops.lib.text import required_texts
from hostops.subjects.changes import Changes
from maintenance.models import Freeze
from maintenance.scope import Scope, names_of

SET, LIFT = "maintenance.freeze.set", "maintenance.freeze.lift"
REASON_LONGEST = 2_000


class _Freezes(Changes[Freeze]):
    model, room, kind, called = Freeze, "maintenance.freeze", "freeze", "freeze"
    shown = ("starts_at", "ends_at", "reason", "lifted_at", "lifted_reason")


_FREEZES = _Freezes()


@transaction.atomic
def freeze_set(*, actor: Any, starts_at: datetime, ends_at: datetime, scope: Scope, reason: str) -> Freeze:
    """Let nothing be changed from `starts_at` until `ends_at` on everything, or on accounts and servers.

    Windows planned into it need a word of their planner; those that stand there already stand, and
    its page names them. Raises BadField for a freeze that is over, ends before it starts, touches
    nothing, or has no reason.
    """
    require(actor, SET)
    wrong = _wrong(starts_at, ends_at, scope)
    if wrong:
        raise BadField(wrong)
    [reason] = required_texts(REASON_LONGEST, reason=reason)
    freeze: Freeze = Freeze.objects.create(
        starts_at=starts_at, ends_at=ends_at, reason=reason, scope_all=scope.all, set_by=actor, set_at=now()
    )
    if not scope.all:
        freeze.accounts.set(scope.accounts)
        freeze.servers.set(scope.servers)
    _FREEZES.journal(actor, freeze, "set", {}, {**_FREEZES.as_shown(freeze), "scope": names_of(scope)})
    return freeze


def freeze_lift(*, actor: Any, freeze: Freeze, reason: str, if_version: int | None = None) -> Freeze:
    """End the freeze now, or before it begins: it stands in nobody's way any more. NotPossible once it is over."""
    [reason] = required_texts(REASON_LONGEST, reason=reason)
    with _FREEZES.changing(
        actor=actor, row=freeze, verb="lift", did="lifted", if_version=if_version, reason=reason
    ) as locked:
        state = locked.state_at(now())
        if state in ("over", "lifted"):
            raise NotPossible(f"{locked.number} is {state} already.")
        locked.lifted_by, locked.lifted_at, locked.lifted_reason = actor, now(), reason
    return freeze


def _wrong(starts_at: datetime, ends_at: datetime, scope: Scope) -> dict[str, str]:
    wrong = {}
    if ends_at <= starts_at:
        wrong["ends_at"] = "This ends before it starts."
    elif ends_at <= now():
        wrong["ends_at"] = "This has passed."
    if scope.zones or scope.locations:
        wrong["scope"] = "A freeze is of everything, of accounts, or of servers."
    elif not scope.named:
        wrong["scope"] = "Name an account or a server, or all of them."
    return wrong
