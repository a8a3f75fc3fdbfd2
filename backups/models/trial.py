"""Restore tests: a copy that was never restored is not known to work."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from backups.models.run import Run
from backups.querysets import TrialQuerySet
from hostops.accounts.models import Server


class Trial(models.Model):
    """One restore that was tried: from which copy, what, how long it took, who checked. Written once."""

    server = models.ForeignKey(Server, models.PROTECT, related_name="restore_tests", db_index=False)
    run = models.ForeignKey(Run, models.PROTECT, null=True, related_name="restore_tests", help_text="the copy")
    what = models.TextField(help_text="what was restored")
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField()
    succeeded = models.BooleanField()
    findings = models.TextField(blank=True)
    checked_by = models.CharField(max_length=200, help_text="who looked at what came back")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField()

    objects = TrialQuerySet.as_manager()

    class Meta:
        ordering = ("-finished_at", "-id")
        constraints = [
            models.CheckConstraint(condition=Q(finished_at__gte=F("started_at")), name="trial_ends_after_start"),
            models.CheckConstraint(condition=~Q(what="") & ~Q(checked_by=""), name="trial_says_what_and_who"),
        ]
        indexes = [
            # the latest of each server
            models.Index(fields=["server", "-finished_at"], name="trial_latest"),
        ]

    def __str__(self) -> str:
        return f"restore test of {self.server_id}, {self.finished_at:%Y-%m-%d}"
