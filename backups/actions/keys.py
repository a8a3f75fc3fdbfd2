"""Making and revoking the secret addresses by which a crontab reports the runs of one schedule."""

import secrets
from typing import Any

from django.db import transaction

from backups.models import PingKey, Schedule
from hostops.accounts.models import Person
from hostops.accounts.roles import require
from hostops.accounts.tokens import digest_of
from hostops.journal.actions import record
from hostops.lib.errors import NotAllowed, NotPossible
from hostops.lib.now import now

MAKE, REVOKE = "backups.key.make", "backups.key.revoke"
# 192 random bits: nobody guesses one, so that a plain hash keeps it safe.
_RANDOM_BYTES = 24
_SHOWN = 6


@transaction.atomic
def key_make(*, actor: Person, schedule: Schedule) -> tuple[PingKey, str]:
    """Make a key for the schedule; gives the secret, which is shown this once.

    Raises NotAllowed for a role that may not and a schedule that is not the actor's to see,
    NotPossible for one that has ended.
    """
    require(actor, MAKE)
    found = Schedule.objects.visible_to(actor).filter(pk=schedule.pk).first()
    if found is None:
        raise NotAllowed("There is no such schedule for you.")
    if found.ended_at is not None:
        raise NotPossible(f"{found.number} has ended; nothing is expected of it any more.")
    secret = secrets.token_urlsafe(_RANDOM_BYTES)
    key = PingKey.objects.create(
        schedule=found, hashed=digest_of(secret), hint=secret[:_SHOWN], created_by=actor, created_at=now()
    )
    _noted(actor, "made", key, {"hint": key.hint})
    return key, secret


@transaction.atomic
def key_revoke(*, actor: Person, key: PingKey, reason: str = "") -> PingKey:
    """End a key at once: its address leads nowhere from then on. Again changes nothing."""
    require(actor, REVOKE)
    found = PingKey.objects.visible_to(actor).select_for_update(of=("self",)).filter(pk=key.pk).first()
    if found is None:
        raise NotAllowed("There is no such key for you.")
    if found.revoked_at is None:
        found.revoked_at, found.revoked_by = now(), actor
        found.save(update_fields=["revoked_at", "revoked_by"])
        _noted(actor, "revoked", found, {"revoked_at": found.revoked_at}, reason)
    return found


def _noted(actor: Person, did: str, key: PingKey, after: dict[str, Any], reason: str = "") -> None:
    record(
        actor=actor,
        verb=f"backups.key.{did}",
        kind="ping_key",
        object_id=key.pk,
        reference=f"{key.schedule.number} {key.hint}",
        after=after,
        reason=reason,
    )
