"""Patch runs: what is to be installed where and when, in which order, and what came of it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from hostops.accounts.models import Server
from hostops.lib.references import reference
from maintenance.models.window import Window
from maintenance.patching.models.release import Release
from maintenance.patching.querysets import PatchResultQuerySet, PatchRunQuerySet


class PatchRun(models.Model):
    """One patching of servers of a platform. With impact on customers it lies in a service window (iptor:4f)."""

    PREFIX = "PR"

    class State(models.TextChoices):
        PLANNED = "planned", "Planned"
        RUNNING = "running", "Running"
        DONE = "done", "Done"
        FAILED = "failed", "Failed"
        ROLLED_BACK = "rolled_back", "Rolled back"
        CANCELLED = "cancelled", "Cancelled"

    class Impact(models.TextChoices):
        NONE = "none", "None"
        REDUCED = "reduced_redundancy", "Less redundancy"
        DEGRADED = "degraded", "Degraded service"
        OUTAGE = "outage", "Outage"

    platform = models.CharField(max_length=80)
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=12, choices=State.choices, default=State.PLANNED)
    planned_at = models.DateTimeField()
    releases = models.ManyToManyField(Release, related_name="runs")
    impact = models.CharField(max_length=20, choices=Impact.choices, default=Impact.NONE)
    window = models.ForeignKey(Window, models.PROTECT, null=True, related_name="patch_runs")
    reason = models.TextField(blank=True, help_text="why it is nearer to, or farther from, the release than promised")
    external_id = models.CharField(max_length=200, blank=True, help_text="the name of whoever reports it")
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1, help_text="grows with every change; the ETag")

    objects = PatchRunQuerySet.as_manager()

    class Meta:
        ordering = ("-planned_at", "-id")
        constraints = [
            models.CheckConstraint(
                condition=Q(finished_at=None) | Q(finished_at__gte=F("started_at")), name="patch_run_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["made_by", "external_id"], condition=~Q(external_id=""), name="patch_run_known_once"
            ),
        ]
        indexes = [
            # the list, newest first
            models.Index(fields=["-planned_at", "-id"], name="patch_run_newest"),
            # what is planned or runs: the desk, and what is late to start
            models.Index(fields=["planned_at"], condition=Q(state__in=["planned", "running"]), name="patch_run_live"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        return reference(self.PREFIX, self.pk)


class PatchResult(models.Model):
    """A server in a run: in which ring, and how it went there."""

    class State(models.TextChoices):
        PENDING = "pending", "Pending"
        DONE = "done", "Done"
        FAILED = "failed", "Failed"
        ROLLED_BACK = "rolled_back", "Rolled back"
        SKIPPED = "skipped", "Left out"

    run = models.ForeignKey(PatchRun, models.PROTECT, related_name="results", db_index=False)
    server = models.ForeignKey(Server, models.PROTECT, related_name="patch_results", db_index=False)
    ring = models.PositiveSmallIntegerField(default=0, help_text="0 are the pilots; the next begin after the wait")
    state = models.CharField(max_length=12, choices=State.choices, default=State.PENDING)
    finished_at = models.DateTimeField(null=True)
    installed = models.JSONField(default=list, help_text="each with package, from and to")
    message = models.TextField(blank=True)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    reported_at = models.DateTimeField(null=True)

    objects = PatchResultQuerySet.as_manager()

    class Meta:
        ordering = ("run", "ring", "server")
        constraints = [
            models.UniqueConstraint(fields=["run", "server"], name="patch_result_once"),
            models.CheckConstraint(
                condition=Q(state__in=["pending", "skipped"]) | Q(finished_at__isnull=False),
                name="patch_result_ended_has_end",
            ),
        ]
        indexes = [
            # the history of a server, newest first
            models.Index(fields=["server", "-finished_at"], name="patch_result_history"),
        ]

    def __str__(self) -> str:
        return f"{self.server_id} in {self.run_id}"
