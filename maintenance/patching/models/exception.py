"""Exceptions: what need not be patched for a while, why, and who said so. None is without an end."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from hostops.accounts.models import Account, Server
from hostops.lib.references import reference
from maintenance.patching.models.release import Release
from maintenance.patching.querysets import PatchExceptionQuerySet


class PatchException(models.Model):
    """From when until when servers of an account are not patched: at all, or with one release only."""

    PREFIX = "PX"

    account = models.ForeignKey(Account, models.PROTECT, related_name="patch_exceptions")
    servers = models.ManyToManyField(Server, related_name="patch_exceptions")
    release = models.ForeignKey(Release, models.PROTECT, null=True, related_name="exceptions", help_text="none: all")
    reason = models.TextField()
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    approved_at = models.DateTimeField(null=True)
    declined_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    declined_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True, help_text="before its time: by a person, or a vulnerability exploited")
    ended_reason = models.CharField(max_length=300, blank=True)
    settled_at = models.DateTimeField(null=True, help_text="when its end was acted upon, and its clocks opened again")
    version = models.PositiveIntegerField(default=1, help_text="grows with every change; the ETag")

    objects = PatchExceptionQuerySet.as_manager()

    class Meta:
        ordering = ("-asked_at", "-id")
        constraints = [
            models.CheckConstraint(condition=Q(until_at__gt=F("from_at")), name="patch_exception_ends_after_start"),
            models.CheckConstraint(condition=~Q(reason=""), name="patch_exception_has_reason"),
            models.CheckConstraint(
                condition=Q(approved_at=None, approved_by=None)
                | Q(approved_at__isnull=False, approved_by__isnull=False),
                name="patch_exception_approved_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(approved_at=None) | Q(declined_at=None), name="patch_exception_one_answer"
            ),
        ]
        indexes = [
            # the desk's task: whose end has come and is not yet acted upon
            models.Index(
                fields=["until_at"],
                condition=Q(approved_at__isnull=False, settled_at=None),
                name="patch_exception_ends",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        return reference(self.PREFIX, self.pk)

    @property
    def ends_at(self) -> datetime:
        """Its end: the one that was set, or the earlier one that came."""
        return min(self.until_at, self.ended_at) if self.ended_at else self.until_at

    def state_at(self, at: datetime) -> str:
        """`asked`, `declined`, `ahead`, `running` or `over`."""
        if self.approved_at is None:
            return "declined" if self.declined_at else "asked"
        if self.ends_at <= at:
            return "over"
        return "ahead" if at < self.from_at else "running"
