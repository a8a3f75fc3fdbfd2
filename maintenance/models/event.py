"""Business events of customers, which need capacity and a quiet house (itpdx:5d)."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from hostops.accounts.models import Account, Server
from hostops.lib.references import reference
from maintenance.occasions import BusinessEventQuerySet


class BusinessEvent(models.Model):
    """A sale, a launch, a year's end: when, on which servers, and what it needs."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="events", db_index=False)
    title = models.CharField(max_length=200)
    needs = models.TextField(blank=True, help_text="bandwidth, traffic, people on call")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    servers = models.ManyToManyField(Server, related_name="+", help_text="none: all of the account's")
    filed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    filed_at = models.DateTimeField()
    filed_late = models.BooleanField(default=False, help_text="less than the policy's lead ahead")
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    answered_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1, help_text="grows with every change; the ETag")

    PREFIX = "EV"
    STATES = ("ahead", "running", "over", "withdrawn")

    objects = BusinessEventQuerySet.as_manager()

    class Meta:
        ordering = ("starts_at", "id")
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="event_ends_after_start"),
        ]
        indexes = [
            # an account's list
            models.Index(fields=["account", "-starts_at", "-id"], name="event_account"),
            # the list of all; clashes with a window: what overlaps a span and stands
            models.Index(fields=["starts_at", "id"], condition=Q(withdrawn_at=None), name="event_starts"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def number(self) -> str:
        return reference(self.PREFIX, self.pk)

    def state_at(self, at: datetime) -> str:
        """One of `STATES`; it begins at its start and is over at its end."""
        if self.withdrawn_at:
            return "withdrawn"
        return "ahead" if at < self.starts_at else "running" if at < self.ends_at else "over"
