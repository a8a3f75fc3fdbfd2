"""The register of announced penetration tests and of what was blocked (itpdx:5e)."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from hostops.accounts.models import Account, Server
from hostops.lib.references import reference
from maintenance.security.cidr import CidrField
from maintenance.security.querysets import BlockQuerySet, PenetrationTestQuerySet


class PenetrationTest(models.Model):
    """An announced test: who tests what, from where, from when until when. Without servers: all of the account's."""

    PREFIX = "PT"
    STATES = ("ahead", "running", "over", "withdrawn")

    account = models.ForeignKey(Account, models.PROTECT, related_name="penetration_tests", db_index=False)
    tester = models.CharField(max_length=200, help_text="the firm, and whom to call")
    purpose = models.TextField(blank=True)
    servers = models.ManyToManyField(Server, related_name="+")
    ranges = models.JSONField(help_text="where it comes from: networks as text, at least one")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    announced_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    announced_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1, help_text="grows with every change; the ETag")

    objects = PenetrationTestQuerySet.as_manager()

    class Meta:
        ordering = ("-starts_at", "-id")
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="test_ends_after_start"),
            models.CheckConstraint(condition=~Q(ranges=[]), name="test_has_ranges"),
        ]
        indexes = [
            # an account's list
            models.Index(fields=["account", "-starts_at", "-id"], name="test_account"),
            # the list of all, newest first
            models.Index(fields=["-starts_at", "-id"], name="test_newest"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        return reference(self.PREFIX, self.pk)

    def state_at(self, at: datetime) -> str:
        """One of `STATES`; it begins at its start and is over at its end."""
        if self.withdrawn_at:
            return "withdrawn"
        return "ahead" if at < self.starts_at else "running" if at < self.ends_at else "over"


class Block(models.Model):
    """A range that is kept from servers since it interfered. Without an account: from everybody's."""

    PREFIX = "BL"
    STATES = ("standing", "over")

    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="blocks", db_index=False)
    servers = models.ManyToManyField(Server, related_name="+")
    range = CidrField(help_text="the network that is blocked")
    reason = models.TextField(help_text="for the account to read")
    test = models.ForeignKey(
        PenetrationTest, models.PROTECT, null=True, related_name="blocks", help_text="the announced test it stops"
    )
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, help_text="none: until it is lifted")
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    set_at = models.DateTimeField()
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    lifted_at = models.DateTimeField(null=True)
    lifted_reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1, help_text="grows with every change; the ETag")

    objects = BlockQuerySet.as_manager()

    class Meta:
        ordering = ("-starts_at", "-id")
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="block_has_reason"),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")), name="block_ends_after_start"
            ),
            models.CheckConstraint(condition=Q(starts_at__lte=F("set_at")), name="block_not_ahead"),
        ]
        indexes = [
            # an account's list
            models.Index(fields=["account", "-starts_at", "-id"], name="block_account"),
            # the list of all, newest first
            models.Index(fields=["-starts_at", "-id"], name="block_newest"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        return reference(self.PREFIX, self.pk)

    def state_at(self, at: datetime) -> str:
        """`standing` until it is lifted or its end has come, then `over`."""
        return "over" if self.lifted_at or (self.ends_at and self.ends_at <= at) else "standing"
