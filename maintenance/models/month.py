"""Availability of a month that is over, frozen with a hash."""

from django.conf import settings
from django.db import models

from hostops.accounts.models import Account
from maintenance.querysets import AvailabilityMonthQuerySet


class AvailabilityMonth(models.Model):
    """An account's closed month: the figures, the intervals they come from, and their hash. Never changed.

    A later correction makes the next revision, which says what changed.
    """

    account = models.ForeignKey(Account, models.PROTECT, related_name="+", db_index=False)
    month = models.DateField(help_text="its first day")
    revision = models.PositiveSmallIntegerField()
    figures = models.JSONField()
    sha256 = models.CharField(max_length=64, help_text="of the figures as canonical JSON")
    changes = models.JSONField(default=list, help_text="what differs from the revision before, in words")
    closed_at = models.DateTimeField()
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)

    objects = AvailabilityMonthQuerySet.as_manager()

    class Meta:
        ordering = ("account", "month", "revision")
        constraints = [
            # also serves "the newest revision of an account's month"
            models.UniqueConstraint(fields=["account", "month", "revision"], name="availability_month_revision"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.month:%Y-%m} revision {self.revision}"
