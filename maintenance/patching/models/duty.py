"""What is promised of a server's patching, and what of it is owed by when."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from hostops.accounts.models import Account, Server
from hostops.policies.models import PolicyVersion
from hostops.subjects.models import Subject
from maintenance.patching.querysets import (
    ClosedPeriodQuerySet,
    PatchDutyQuerySet,
    PatchOwedQuerySet,
    PatchPromiseQuerySet,
)

if TYPE_CHECKING:
    from maintenance.patching.models.exception import PatchException
    from maintenance.patching.promises import Promised


class PatchPromise(models.Model):
    """A platform's cadence as a contract has it, with the limits around it. Written once, shared by many servers."""

    version = models.ForeignKey(PolicyVersion, models.PROTECT, related_name="+", db_index=False)
    terms = models.JSONField(help_text="the platform and its limits as the policy has them, overrides in them")
    sha256 = models.CharField(max_length=64, unique=True, help_text="of version and terms")

    objects = PatchPromiseQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.terms.get("platform", {}).get("name"))

    @property
    def parsed(self) -> "Promised":
        """The terms with their types, read once: a promise never changes."""
        from maintenance.patching.promises import promised_of

        return promised_of(self)


class PatchDuty(models.Model):
    """A server's platform that a policy patches. Its clock (kind `patch`) has a cycle for each period.

    A server that leaves, or becomes another platform, ends it. A platform that is patched on
    release has no periods, and no clock here: each release has its own.
    """

    PREFIX = "PD"

    server = models.ForeignKey(Server, models.PROTECT, related_name="patch_duties", db_index=False)
    platform = models.CharField(max_length=80, help_text="the name of the platform in the policy")
    promise = models.ForeignKey(PatchPromise, models.PROTECT, related_name="duties", db_index=False)
    subject = models.OneToOneField(Subject, models.PROTECT, related_name="patch_duty")
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, help_text="from then on nothing is expected")
    look_at = models.DateTimeField(null=True, help_text="when its clock must next be looked at: a period has begun")

    objects = PatchDutyQuerySet.as_manager()

    class Meta:
        ordering = ("server", "id")
        verbose_name_plural = "patch duties"
        constraints = [
            # also serves "the duties of these servers"
            models.UniqueConstraint(fields=["server", "platform"], name="patch_duty_unique"),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("created_at")), name="patch_duty_ends_after_start"
            ),
        ]
        indexes = [
            # the desk's only question each time: whose period has come
            models.Index(fields=["look_at"], condition=Q(look_at__isnull=False), name="patch_duty_look"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        return f"{self.PREFIX}-{self.pk}"


class PatchOwed(models.Model):
    """Something that is owed of a duty by an instant, and which promise says so.

    - `period`: a patch run in the period; the duty's own clock tells of it
    - `release`: that release installed, where the period would be too late or there is none; a clock of its own
    - `plan`: that release planned, for a major one of a platform patched on release; a clock of its own
    """

    PREFIX = "PO"

    class What(models.TextChoices):
        PERIOD = "period", "Patched in the period"
        RELEASE = "release", "Release installed"
        PLAN = "plan", "Release planned"

    class Because(models.TextChoices):
        CADENCE = "cadence", "The cadence"
        CONTRACT = "contract", "The contract"
        KEV = "kev", "Known exploited vulnerability"

    duty = models.ForeignKey(PatchDuty, models.PROTECT, related_name="owed", db_index=False)
    what = models.CharField(max_length=8, choices=What.choices)
    because = models.CharField(max_length=8, choices=Because.choices, default=Because.CADENCE)
    clause = models.CharField(max_length=20, blank=True, help_text="none where the deadline is not the policy's")
    cause = models.CharField(max_length=200, blank=True, help_text="what says so, such as CVE-2026-1234")
    release = models.ForeignKey("maintenance.Release", models.PROTECT, null=True, related_name="owed")
    promise = models.ForeignKey(PatchPromise, models.PROTECT, related_name="+", db_index=False)
    subject = models.OneToOneField(Subject, models.PROTECT, null=True, related_name="patch_owed")
    starts_at = models.DateTimeField()
    due_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, help_text="when it was kept, in time or not")
    done_by = models.ForeignKey("maintenance.PatchResult", models.PROTECT, null=True, related_name="+", db_index=False)
    exception = models.ForeignKey("maintenance.PatchException", models.PROTECT, null=True, related_name="owed")
    dropped_at = models.DateTimeField(null=True, help_text="no longer owed: the server left, the release was withdrawn")
    dropped_reason = models.CharField(max_length=300, blank=True)

    objects = PatchOwedQuerySet.as_manager()

    class Meta:
        ordering = ("due_at", "id")
        verbose_name_plural = "patches owed"
        constraints = [
            # also serves the board: the periods of these duties
            models.UniqueConstraint(
                fields=["duty", "starts_at"], condition=Q(what="period"), name="patch_owed_period_once"
            ),
            models.UniqueConstraint(
                fields=["duty", "release", "what"], condition=~Q(what="period"), name="patch_owed_release_once"
            ),
            models.CheckConstraint(condition=Q(due_at__gt=F("starts_at")), name="patch_owed_due_after_start"),
            models.CheckConstraint(
                condition=Q(what="period", release=None, subject=None)
                | (~Q(what="period") & Q(release__isnull=False, subject__isnull=False)),
                name="patch_owed_period_or_release",
            ),
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(done_at__gte=F("starts_at")), name="patch_owed_done_after_start"
            ),
        ]
        indexes = [
            # what falls due in a span: compliance of open periods, what is late now
            models.Index(fields=["due_at", "duty"], name="patch_owed_due"),
            # what is still to be done of a duty, when a run is reported
            models.Index(fields=["duty"], condition=Q(done_at=None, dropped_at=None), name="patch_owed_undone"),
        ]

    def __str__(self) -> str:
        return f"{self.PREFIX}-{self.pk}"

    @property
    def number(self) -> str:
        return f"{self.PREFIX}-{self.pk}"

    def state_at(self, at: datetime) -> str:
        """`on_time`, `late`, `excepted`, `open` or `dropped` at an instant (`rules.standing`)."""
        from maintenance.patching.rules.standing import state_of

        excepted: PatchException | None = self.exception
        spans = (excepted.from_at, excepted.ends_at) if excepted else None
        return state_of(self.due_at, self.done_at, spans, self.dropped_at, at)


class ClosedPeriod(models.Model):
    """What an account's platform came to in a period, frozen some time after its end. Written once."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="patch_periods", db_index=False)
    platform = models.CharField(max_length=80)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    on_time = models.PositiveIntegerField()
    late = models.PositiveIntegerField()
    excepted = models.PositiveIntegerField()
    figures = models.TextField(help_text="canonical JSON: each server with its state, when it was done, by which run")
    sha256 = models.CharField(max_length=64)
    closed_at = models.DateTimeField()

    objects = ClosedPeriodQuerySet.as_manager()

    class Meta:
        ordering = ("-starts_at", "account", "platform")
        constraints = [
            # also serves the trend of an account
            models.UniqueConstraint(fields=["account", "platform", "starts_at"], name="patch_period_closed_once"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="patch_period_ends_after_start"),
        ]
        indexes = [
            # the figures of all accounts over a span
            models.Index(fields=["ends_at"], name="patch_period_ends"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.platform} {self.starts_at:%Y-%m-%d}"
