"""Freezes: stretches in which nothing is to be changed, whoever plans it."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from hostops.accounts.models import Account, Server
from hostops.lib.references import reference
from maintenance.occasions import FreezeQuerySet


class Freeze(models.Model):
    """From when until when, on what, and why. It is not altered: lifted, and another set.

    A window in it needs a word of its planner; an emergency one is never stopped by it.
    """

    PREFIX = "FR"
    STATES = ("ahead", "running", "over", "lifted")

    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    reason = models.TextField(help_text="for customers to read where it touches them")
    scope_all = models.BooleanField(default=False, help_text="every server; else its accounts and servers say which")
    accounts = models.ManyToManyField(Account, related_name="+")
    servers = models.ManyToManyField(Server, related_name="+")
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    set_at = models.DateTimeField()
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    lifted_at = models.DateTimeField(null=True)
    lifted_reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1, help_text="grows with every change; the ETag")

    objects = FreezeQuerySet.as_manager()

    class Meta:
        ordering = ("-starts_at", "-id")
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="freeze_ends_after_start"),
            models.CheckConstraint(condition=~Q(reason=""), name="freeze_has_reason"),
            models.CheckConstraint(
                condition=Q(lifted_at=None, lifted_by=None) | Q(lifted_at__isnull=False, lifted_by__isnull=False),
                name="freeze_lifted_by_somebody",
            ),
        ]
        indexes = [
            # what a window runs into: what stands and has not ended
            models.Index(fields=["ends_at", "starts_at"], condition=Q(lifted_at=None), name="freeze_standing"),
            # the list, newest first
            models.Index(fields=["-starts_at", "-id"], name="freeze_newest"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        return reference(self.PREFIX, self.pk)

    def state_at(self, at: datetime) -> str:
        """One of `STATES`; it begins at its start and is over at its end."""
        if self.lifted_at:
            return "lifted"
        return "ahead" if at < self.starts_at else "running" if at < self.ends_at else "over"
