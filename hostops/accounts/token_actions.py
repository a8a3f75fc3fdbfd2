"""Making and revoking tokens. People do it for themselves; a manager may revoke anybody's."""

from datetime import datetime
from typing import Any

from django.db import transaction

from hostops.accounts.models import Person
from hostops.accounts.roles import Role, may, require
from hostops.accounts.tokens import Scope, Token, digest_of, new_secret, shown_part
from hostops.journal.actions import record
from hostops.lib.errors import BadField, NotAllowed
from hostops.lib.now import now
from hostops.lib.text import clean_line

MAKE, REVOKE, REVOKE_ANY = "accounts.token.make", "accounts.token.revoke", "accounts.token.revoke_any"


@transaction.atomic
def token_make(
    *,
    actor: Person | None,
    person: Person | None = None,
    name: str,
    scope: str = Scope.WRITE,
    expires_at: datetime | None = None,
) -> tuple[Token, str]:
    """Make a token, and give the secret that is shown this once. `actor` None is the operator's command.

    Raises NotAllowed for a role that makes none and for a token of somebody else's; BadField.
    """
    owner = person or actor
    if owner is None or actor not in (None, owner):
        raise NotAllowed("A token acts as its person, so only they make it.")
    if not may(owner, MAKE):
        raise NotAllowed(f"{Role(owner.role).label}: this role makes no tokens.")
    name = clean_line(name)
    _check(name, scope, expires_at)
    secret = new_secret()
    token = Token.objects.create(
        person=owner,
        name=name,
        scope=scope,
        prefix=shown_part(secret),
        digest=digest_of(secret),
        created_at=now(),
        expires_at=expires_at,
    )
    _noted(actor, "accounts.token.made", token, {"name": name, "scope": scope, "expires_at": expires_at})
    return token, secret


@transaction.atomic
def token_revoke(*, actor: Person, token: Token, reason: str = "") -> Token:
    """End a token at once. Again changes nothing."""
    require(actor, REVOKE)
    if token.person_id != actor.pk and not may(actor, REVOKE_ANY):
        raise NotAllowed("This is somebody else's token.")
    token = Token.objects.select_for_update(of=("self",)).select_related("person").get(pk=token.pk)
    if token.revoked_at is None:
        token.revoked_at = now()
        token.save(update_fields=["revoked_at"])
        _noted(actor, "accounts.token.revoked", token, {"revoked_at": token.revoked_at}, reason)
    return token


def _check(name: str, scope: str, expires_at: datetime | None) -> None:
    wrong = {}
    if not 1 <= len(name) <= 100:
        wrong["name"] = "Say in up to 100 characters what the token is for."
    if scope not in Scope.values:
        wrong["scope"] = f"Use one of {', '.join(Scope.values)}."
    if expires_at is not None and expires_at <= now():
        wrong["expires_at"] = "This has passed."
    if wrong:
        raise BadField(wrong)


def _noted(actor: Person | None, verb: str, token: Token, after: dict[str, Any], reason: str = "") -> None:
    record(
        actor=actor,
        verb=verb,
        kind="token",
        object_id=token.pk,
        after={"person": token.person.username, **after},
        reference=f"{token.person.username} {token.prefix}",
        reason=reason,
    )
