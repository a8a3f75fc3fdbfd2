"""Signing in to the REST face with `Authorization: Bearer TOKEN`.

It stands here and not in `hostops.api`, which lies below the accounts and knows no people.
"""

from datetime import datetime, timedelta
from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from hostops.accounts.models import Person
from hostops.accounts.tokens import Token, digest_of
from hostops.lib.now import now

# `last_used_at` is for people; writing it at every call would cost more than the call.
_USED_EVERY = timedelta(minutes=1)


class BearerAuthentication(BaseAuthentication):
    """The person and the token of the header; 401 for a token that is unknown, revoked or expired."""

    def authenticate(self, request: Request) -> tuple[Person, Token] | None:
        secret = _secret_in(request)
        if secret is None:
            return None
        at = now()
        token = Token.objects.usable(at).select_related("person__account").filter(digest=digest_of(secret)).first()
        if token is None:
            # one answer for all of these, so that it tells a stranger nothing
            raise AuthenticationFailed("The token is unknown, revoked or expired.")
        _note_use(token, at)
        return token.person, token

    def authenticate_header(self, request: Request) -> str:
        refused = ', error="invalid_token"' if get_authorization_header(request) else ""
        return f'Bearer realm="Hostops"{refused}'


def _secret_in(request: Request) -> str | None:
    scheme, _, secret = get_authorization_header(request).partition(b" ")
    return secret.strip().decode("latin-1") if scheme.lower() == b"bearer" else None


def _note_use(token: Token, at: datetime) -> None:
    if token.last_used_at is None or token.last_used_at <= at - _USED_EVERY:
        Token.objects.filter(pk=token.pk).update(last_used_at=at)
        token.last_used_at = at


class BearerScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = BearerAuthentication
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "A token made under Profile, or by `manage.py token_create`.",
        }
