"""What is promised of a server's backups: a schedule for each tier, and the terms that bind it from when until when."""

from typing import TYPE_CHECKING

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from backups.querysets import PromiseQuerySet, ScheduleQuerySet, TermsQuerySet
from hostops.accounts.models import Server
from hostops.policies.models import PolicyVersion
from hostops.subjects.models import Subject

if TYPE_CHECKING:
    from hostops.policies.schema.backups import Tier


class Schedule(models.Model):
    """A tier of a server. Its clock (kind `backup`) has a cycle for each slot; an occasional tier has none.

    A server that leaves ends it; its copies still run out.
    """

    server = models.ForeignKey(Server, models.PROTECT, related_name="backup_schedules", db_index=False)
    tier = models.CharField(max_length=80, help_text="the name of the tier in the policy")
    subject = models.OneToOneField(Subject, models.PROTECT, related_name="backup_schedule")
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, help_text="from then on nothing is expected")
    look_at = models.DateTimeField(null=True, help_text="when its clock must next be looked at: a slot has come")

    objects = ScheduleQuerySet.as_manager()

    class Meta:
        ordering = ("server", "id")
        constraints = [
            # also serves "the schedules of these servers"
            models.UniqueConstraint(fields=["server", "tier"], name="schedule_unique"),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("created_at")), name="schedule_ends_after_start"
            ),
        ]
        indexes = [
            # the desk's only question each time: whose slot has come
            models.Index(fields=["look_at"], condition=Q(look_at__isnull=False), name="schedule_look"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        return f"BK-{self.pk}"


class Promise(models.Model):
    """A tier as a contract has it, with the zone of its wall-clock times. Written once, shared by many servers."""

    version = models.ForeignKey(PolicyVersion, models.PROTECT, related_name="+", db_index=False)
    tier = models.JSONField(help_text="the tier of the policy document, the contract's own values in it")
    timezone = models.CharField(max_length=64, help_text="of the time of day: where the server stands")
    sha256 = models.CharField(max_length=64, unique=True, help_text="of version, tier and zone")

    objects = PromiseQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.tier.get('name')} ({self.timezone})"

    @property
    def parsed(self) -> "Tier":
        """The tier with its types, read once: a promise never changes."""
        from backups.promises import tier_of

        return tier_of(self)


class Terms(models.Model):
    """From when until when a schedule stands under a promise. One at a time."""

    schedule = models.ForeignKey(Schedule, models.PROTECT, related_name="terms", db_index=False)
    promise = models.ForeignKey(Promise, models.PROTECT, related_name="terms", db_index=False)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True, help_text="why they took the place of earlier ones")

    objects = TermsQuerySet.as_manager()

    class Meta:
        ordering = ("schedule", "from_at")
        verbose_name_plural = "terms"
        constraints = [
            # also serves "the terms of these schedules"
            models.UniqueConstraint(fields=["schedule", "from_at"], name="terms_unique"),
            models.CheckConstraint(condition=Q(until_at=None) | Q(until_at__gt=F("from_at")), name="terms_last"),
            ExclusionConstraint(
                name="terms_one_at_a_time",
                expressions=[
                    (
                        Func(F("schedule_id"), F("schedule_id"), Value("[]"), function="int8range"),
                        RangeOperators.OVERLAPS,
                    ),
                    (
                        Func(
                            F("from_at"),
                            F("until_at"),
                            function="tstzrange",
                            output_field=DateTimeRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.promise_id} for schedule {self.schedule_id} from {self.from_at:%Y-%m-%d}"
