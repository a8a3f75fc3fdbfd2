"""When: one clock for each promise, the events that moved it, and the cycles it has ended."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Least

from hostops.clocks.querysets import BROKEN, ENDED_LATE, ClockQuerySet, CycleQuerySet
from hostops.policies.models import PolicyVersion
from hostops.subjects.models import Subject


class Clock(models.Model):
    """A promise about a subject, in its present cycle.

    `due_at` is a pure function of the cycle's events (`hostops.clocks.fold`); it is kept here so
    that lists and the sweep need not compute it. It is null while pending and while paused.
    Whether the promise was kept follows from `due_at` and `stopped_at` alone.
    """

    subject = models.ForeignKey(Subject, models.PROTECT, related_name="clocks")
    kind = models.CharField(max_length=40, help_text="response, progress, notice, backup ...")
    key = models.CharField(max_length=80, blank=True, help_text="tells two clocks of one kind on one subject apart")
    cycle = models.PositiveIntegerField(default=1)
    revision = models.PositiveIntegerField(default=0, help_text="grows with every new due instant of the cycle")
    clause = models.CharField(max_length=40)
    version = models.ForeignKey(PolicyVersion, models.PROTECT, related_name="+", db_index=False)
    opened_at = models.DateTimeField(help_text="from when the promise is on record, running or not")
    started_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    paused_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    # What to say when: [{"key", "at", "revision", "tell", "wakes", "said"}], earliest first.
    thresholds = models.JSONField(default=list)
    next_at = models.DateTimeField(null=True, help_text="when anything must next be said of it")
    set_aside = models.TextField(blank=True, help_text="why the sweep could not handle it; empty is well")

    objects = ClockQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "kind", "key"], name="clock_unique"),
            models.CheckConstraint(
                condition=Q(due_at=None) | Q(started_at__isnull=False), name="clock_due_needs_start"
            ),
        ]
        indexes = [
            # the sweep's only question: what must be said now
            models.Index(fields=["next_at"], condition=Q(next_at__isnull=False), name="clock_next"),
            # what is open, by when it is due: lists, "breaches within the hour"
            models.Index(
                fields=["due_at", "id"], condition=Q(stopped_at=None, cancelled_at=None), name="clock_open_due"
            ),
            # a desk's own that are overdue, out of everybody's: backups without a copy, cases to be closed
            models.Index(
                fields=["kind", "due_at"], condition=Q(stopped_at=None, cancelled_at=None), name="clock_open_kind"
            ),
            # the few that ended after they were due (`ended_late`), out of all that have ended
            models.Index(fields=["due_at"], condition=ENDED_LATE, name="clock_ended_late"),
            # what was kept or broken in a span of time (`decided`): attainment reports of a month, of a year
            models.Index(Least("due_at", "stopped_at"), name="clock_decided"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.subject_id}, cycle {self.cycle}"


class Cycle(models.Model):
    """A cycle that has ended and made room for the next."""

    clock = models.ForeignKey(Clock, models.PROTECT, related_name="cycles")
    cycle = models.PositiveIntegerField()
    revision = models.PositiveIntegerField()
    clause = models.CharField(max_length=40)
    version = models.ForeignKey(PolicyVersion, models.PROTECT, related_name="+", db_index=False)
    opened_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)

    objects = CycleQuerySet.as_manager()

    class Meta:
        ordering = ("clock", "cycle")
        constraints = [models.UniqueConstraint(fields=["clock", "cycle"], name="cycle_unique")]
        indexes = [
            # as `clock_decided`, of the cycles that have ended
            models.Index(Least("due_at", "stopped_at"), name="cycle_decided"),
            # the few that were broken in a span of time (`broken_between`), out of the many that were kept
            models.Index(fields=["due_at"], condition=BROKEN, name="cycle_broken"),
        ]

    def __str__(self) -> str:
        return f"cycle {self.cycle} of clock {self.clock_id}"


class ClockEvent(models.Model):
    """One thing that moved a clock, with what it was computed to then. Never changed, never deleted."""

    class What(models.TextChoices):
        OPENED = "opened", "Opened"
        STARTED = "started", "Started"
        PAUSED = "paused", "Paused"
        RESUMED = "resumed", "Resumed"
        RETARGETED = "retargeted", "Computed again"
        STOPPED = "stopped", "Stopped"
        CANCELLED = "cancelled", "Cancelled"

    clock = models.ForeignKey(Clock, models.PROTECT, related_name="events", db_index=False)
    cycle = models.PositiveIntegerField()
    what = models.CharField(max_length=12, choices=What.choices)
    at = models.DateTimeField(help_text="from when it counts")
    recorded_at = models.DateTimeField()
    clause = models.CharField(max_length=40, blank=True)
    version = models.ForeignKey(PolicyVersion, models.PROTECT, related_name="+", db_index=False)
    # started, retargeted: the rule from here on {"time", "duration", "calendar", ...}, else null.
    rule = models.JSONField(null=True)
    origin = models.DateTimeField(null=True, help_text="the instant the rule counts from")
    keeps_earlier = models.BooleanField(
        default=False, help_text="the due instant may only come earlier (a severity raised)"
    )
    reason = models.TextField(blank=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    # what came of it
    revision = models.PositiveIntegerField()
    due_before = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    spans = models.JSONField(default=list, help_text="[[from, until, counts, why, seconds]] as computed then")

    class Meta:
        indexes = [
            # the events of a clock's cycle, in order
            models.Index(fields=["clock", "cycle", "id"], name="clock_event_order"),
        ]

    def __str__(self) -> str:
        return f"{self.what} clock {self.clock_id} at {self.at:%Y-%m-%d %H:%M}"


class Attribution(models.Model):
    """Why a breach is not held against the promise, or what it is put down to. A manager's word."""

    clock = models.ForeignKey(Clock, models.PROTECT, related_name="attributions")
    cycle = models.PositiveIntegerField()
    cause = models.CharField(max_length=40, help_text="catastrophic_outage, customer, third_party, provider")
    clause = models.CharField(max_length=40, blank=True)
    reason = models.TextField()
    attributed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    attributed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["clock", "cycle"], name="attribution_unique")]

    def __str__(self) -> str:
        return f"{self.clock_id}/{self.cycle}: {self.cause}"
