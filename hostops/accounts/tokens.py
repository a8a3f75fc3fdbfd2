"""Tokens: how a program signs in for a person. The secret is shown once and kept as a hash alone (iptor:6c)."""

import hashlib
import secrets
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from hostops.lib.visible import VisibleQuerySet

# Marks a token as one of ours wherever it leaks to: logs, repositories, mails.
_MARK = "hostops_"
_SHOWN = len(_MARK) + 6
_RANDOM_BYTES = 32


class Scope(models.TextChoices):
    READ = "read", "Read only"
    WRITE = "write", "Read and write"


def new_secret() -> str:
    """A token as its person is given it: 256 random bits, so a plain hash keeps it safe."""
    return _MARK + secrets.token_urlsafe(_RANDOM_BYTES)


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def shown_part(secret: str) -> str:
    """The beginning by which a person tells tokens apart."""
    return secret[:_SHOWN]


class TokenQuerySet(VisibleQuerySet["Token"]):
    def visible_to(self, user: Any) -> Self:
        """One's own, whatever the role: a token acts as its person."""
        if not getattr(user, "is_authenticated", False) or not user.is_active:
            return self.none()
        return self.filter(person=user)

    def usable(self, at: Any) -> Self:
        """Neither revoked nor expired at `at`, of a person who may still sign in."""
        return self.filter(Q(expires_at=None) | Q(expires_at__gt=at), revoked_at=None, person__is_active=True)


class Token(models.Model):
    """A right to call the REST face as a person, within a scope."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=100, help_text="what it is for")
    scope = models.CharField(max_length=5, choices=Scope.choices)
    prefix = models.CharField(max_length=20, help_text="the beginning, to tell tokens apart")
    digest = models.CharField(
        max_length=64, unique=True, help_text="SHA-256 of the token; the token itself is not kept"
    )
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, help_text="to the minute")
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = TokenQuerySet.as_manager()

    class Meta:
        app_label = "accounts"
        ordering = ("-created_at", "-id")
        constraints = [models.CheckConstraint(condition=Q(scope__in=["read", "write"]), name="token_scope_known")]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"
