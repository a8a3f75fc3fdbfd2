"""What was reported and fits nowhere: kept aside for a person, nothing lost."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from backups.models.run import Run
from backups.querysets import StrayQuerySet
from hostops.accounts.models import Account


class Why(models.TextChoices):
    SERVER = "server", "No such server"
    TIER = "tier", "The server has no such tier"
    DIFFERS = "differs", "Known already, with other figures"
    FUTURE = "future", "It ends in the future"


class Stray(models.Model):
    """A run as it was told, that could not be recorded. It is assigned to a schedule, or put away with words."""

    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+", db_index=False)
    server = models.CharField(max_length=253, blank=True, help_text="as it was named")
    tier = models.CharField(max_length=80, blank=True, help_text="as it was named")
    why = models.CharField(max_length=8, choices=Why.choices)
    told = models.JSONField(help_text="the run as it was told")
    fingerprint = models.CharField(max_length=64, unique=True, help_text="the same told twice is kept once")
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    settled_at = models.DateTimeField(null=True)
    run = models.OneToOneField(Run, models.PROTECT, null=True, related_name="stray", help_text="what it became")
    words = models.TextField(blank=True, help_text="why it was put away")

    objects = StrayQuerySet.as_manager()

    class Meta:
        ordering = ("-received_at", "-id")
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_at=None) | Q(run__isnull=False) | ~Q(words=""), name="stray_settled_says_how"
            ),
        ]
        indexes = [
            # what waits for a person
            models.Index(fields=["-received_at"], condition=Q(settled_at=None), name="stray_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.server}/{self.tier}: {self.why}"
