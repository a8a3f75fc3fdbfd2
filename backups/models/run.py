"""What the tools did: runs and the copies they left, holds on copies, and words about slots."""

from datetime import UTC, datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from backups.models.schedule import Schedule
from backups.querysets import HoldQuerySet, RemarkQuerySet, RunQuerySet


class Status(models.TextChoices):
    OK = "ok", "OK"
    WARNING = "warning", "With warnings"
    FAILED = "failed", "Failed"


class Via(models.TextChoices):
    REST = "rest", "REST"
    PING = "ping", "Ping"
    REPORT = "report", "Report of the tool"
    HAND = "hand", "By hand"


class Run(models.Model):
    """A backup that ended, well or not. What is heard later fills what was missing, and changes nothing."""

    schedule = models.ForeignKey(Schedule, models.PROTECT, related_name="runs", db_index=False)
    slot_at = models.DateTimeField(null=True, help_text="the slot it counts for; none for an occasional tier")
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField()
    status = models.CharField(max_length=8, choices=Status.choices)
    bytes = models.BigIntegerField(null=True, help_text="read by the tool, not what it stored of it")
    external_id = models.CharField(max_length=200, blank=True, help_text="the tool's own name for it")
    tool = models.CharField(max_length=20, blank=True)
    message = models.TextField(blank=True)
    detail = models.JSONField(default=dict, help_text="more figures as the tool gave them")
    # What a restore of it needs besides: null means not said (then its kind tells), [] nothing.
    needs = models.JSONField(null=True, help_text="external_ids of the copies it builds on")
    suspicious = models.JSONField(null=True, help_text="the figures that are far from the schedule's own history")
    via = models.CharField(max_length=8, choices=Via.choices)
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    # The copy: none where the run failed.
    expires_at = models.DateTimeField(null=True, help_text="from then on it may be expired, never before")
    deleted_at = models.DateTimeField(null=True, help_text="when the tool removed it")

    objects = RunQuerySet.as_manager()

    class Meta:
        ordering = ("-finished_at", "-id")
        constraints = [
            # a run that is known is not doubled
            models.UniqueConstraint(
                fields=["schedule", "external_id"], condition=~Q(external_id=""), name="run_known_once"
            ),
            models.CheckConstraint(
                condition=Q(started_at=None) | Q(started_at__lte=F("finished_at")), name="run_ends_after_start"
            ),
            models.CheckConstraint(condition=Q(bytes=None) | Q(bytes__gte=0), name="run_bytes_not_negative"),
            models.CheckConstraint(condition=~Q(status="failed") | Q(expires_at=None), name="run_failed_left_no_copy"),
            models.CheckConstraint(
                condition=Q(deleted_at=None) | Q(expires_at__isnull=False), name="run_deleted_was_a_copy"
            ),
        ]
        indexes = [
            # the history of a schedule, newest first; the grid's days of many schedules
            models.Index(fields=["schedule", "-finished_at"], name="run_history"),
            # what may be expired now
            models.Index(fields=["expires_at", "id"], condition=Q(deleted_at=None), name="run_expires"),
            # the exceptions of a day
            models.Index(
                fields=["-finished_at"],
                condition=~Q(status="ok") | Q(suspicious__isnull=False),
                name="run_exceptions",
            ),
            # of which of these slots a run has failed
            models.Index(fields=["schedule", "slot_at"], condition=Q(status="failed"), name="run_failed_slot"),
            # copies of a day that went before their time
            models.Index(fields=["deleted_at"], condition=Q(deleted_at__lt=F("expires_at")), name="run_gone_early"),
        ]

    def __str__(self) -> str:
        return f"run {self.pk} of {self.schedule_id}, {self.finished_at:%Y-%m-%d %H:%M}"


class Hold(models.Model):
    """A copy that must not go, whatever its retention says."""

    class Kind(models.TextChoices):
        LEGAL = "legal", "Legal"
        HAND = "hand", "By hand"

    run = models.ForeignKey(Run, models.PROTECT, related_name="holds")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    reason = models.TextField()
    until_at = models.DateTimeField(null=True, help_text="none: until it is released")
    placed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    placed_at = models.DateTimeField()
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    released_at = models.DateTimeField(null=True)

    objects = HoldQuerySet.as_manager()

    class Meta:
        ordering = ("-placed_at",)
        constraints = [
            models.UniqueConstraint(fields=["run"], condition=Q(released_at=None), name="hold_one_at_a_time"),
            models.CheckConstraint(condition=~Q(reason=""), name="hold_has_reason"),
            models.CheckConstraint(
                condition=Q(until_at=None) | Q(until_at__gt=F("placed_at")), name="hold_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} hold on run {self.run_id}"

    def holds_at(self, at: datetime) -> bool:
        """Whether it kept the copy then; `HoldQuerySet.active` asks the same of many."""
        ends = [end for end in (self.released_at, self.until_at) if end is not None]
        return self.placed_at <= at < min(ends, default=datetime.max.replace(tzinfo=UTC))


class Remark(models.Model):
    """What was done about a slot that was not kept; closes it by a reason of the policy (itpdx:5g). Written once."""

    schedule = models.ForeignKey(Schedule, models.PROTECT, related_name="remarks", db_index=False)
    slot_at = models.DateTimeField()
    reason = models.CharField(max_length=80, blank=True, help_text="one of the tier's, such as resources")
    words = models.TextField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    written_at = models.DateTimeField()

    objects = RemarkQuerySet.as_manager()

    class Meta:
        ordering = ("schedule", "slot_at", "id")
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="remark_has_words")]
        indexes = [
            # the remarks of a day's exceptions
            models.Index(fields=["schedule", "slot_at"], name="remark_slot"),
        ]

    def __str__(self) -> str:
        return f"{self.schedule_id} {self.slot_at:%Y-%m-%d}: {self.reason or 'done'}"
