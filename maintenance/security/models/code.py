"""Code that customers brought: whose, whether it is maintained, what was worked on it, when its site was shut down."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from hostops.accounts.models import Account, Server
from hostops.lib.references import reference
from hostops.policies.models import PolicyVersion
from maintenance.security.querysets import CodeQuerySet, LabourQuerySet, ShutdownQuerySet


class CustomCode(models.Model):
    """A customer's own code. Whether it is under maintenance decides what a risk in it leads to (itpdx:5k)."""

    PREFIX = "CC"

    account = models.ForeignKey(Account, models.PROTECT, related_name="custom_code", db_index=False)
    name = models.CharField(max_length=200)
    server = models.ForeignKey(Server, models.PROTECT, null=True, related_name="custom_code", db_index=False)
    site = models.CharField(max_length=300, blank=True, help_text="the address at which it is reached")
    maintained = models.BooleanField(help_text="under the provider's code maintenance")
    note = models.TextField(blank=True, help_text="what the maintenance covers, or since when there is none")
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    registered_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, help_text="no longer on any server")
    updated_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1, help_text="grows with every change; the ETag")

    objects = CodeQuerySet.as_manager()

    class Meta:
        ordering = ("account", "name")
        verbose_name_plural = "custom code"
        constraints = [
            # also serves an account's list
            models.UniqueConstraint(
                "account", Lower("name"), condition=Q(retired_at=None), name="custom_code_name_unique"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="custom_code_named"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def number(self) -> str:
        return reference(self.PREFIX, self.pk)


class Labour(models.Model):
    """Time spent on correcting maintained code: a line of a bill. Not altered: withdrawn, and written anew (itpdx:5k).

    Price and policy are those that bound the account's contract when the work began; without a
    price in them the time is kept and nothing is billed.
    """

    PREFIX = "LB"

    response = models.ForeignKey("maintenance.SecurityResponse", models.PROTECT, related_name="labour")
    code = models.ForeignKey(CustomCode, models.PROTECT, related_name="labour")
    worked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    worked_at = models.DateTimeField(help_text="when the work began")
    seconds = models.PositiveIntegerField(help_text="what was worked")
    description = models.TextField()
    billed_seconds = models.PositiveIntegerField(null=True, help_text="whole steps; none where nothing is billed")
    hourly = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, blank=True, help_text="the contract's")
    clause = models.CharField(max_length=40, blank=True)
    policy_version = models.ForeignKey(PolicyVersion, models.PROTECT, null=True, related_name="+", db_index=False)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1, help_text="grows with every change; the ETag")

    objects = LabourQuerySet.as_manager()

    class Meta:
        ordering = ("-worked_at", "-id")
        verbose_name_plural = "labour"
        constraints = [
            models.CheckConstraint(condition=Q(seconds__gt=0), name="labour_took_time"),
            models.CheckConstraint(condition=Q(worked_at__lte=F("recorded_at")), name="labour_not_ahead"),
            models.CheckConstraint(
                condition=Q(amount=None, hourly=None, billed_seconds=None)
                | (Q(amount__gte=0, hourly__gt=0, billed_seconds__gte=F("seconds")) & ~Q(currency="")),
                name="labour_line_whole",
            ),
        ]
        indexes = [
            # the list of lines, newest first
            models.Index(fields=["-worked_at", "-id"], name="labour_newest"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        return reference(self.PREFIX, self.pk)


class Shutdown(models.Model):
    """A site shut down for a risk in code that nobody maintains, until its customer answers (itpdx:5k)."""

    PREFIX = "SD"

    response = models.ForeignKey("maintenance.SecurityResponse", models.PROTECT, related_name="shutdowns")
    code = models.ForeignKey(CustomCode, models.PROTECT, related_name="shutdowns", db_index=False)
    reason = models.TextField(help_text="for the account to read")
    clause = models.CharField(max_length=40)
    policy_version = models.ForeignKey(PolicyVersion, models.PROTECT, related_name="+", db_index=False)
    shut_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    shut_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    answered_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    lifted_at = models.DateTimeField(null=True)
    lifted_reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1, help_text="grows with every change; the ETag")

    objects = ShutdownQuerySet.as_manager()

    class Meta:
        ordering = ("-shut_at", "-id")
        constraints = [
            # also serves "is it shut down"
            models.UniqueConstraint(fields=["code"], condition=Q(lifted_at=None), name="shutdown_stands_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="shutdown_has_reason"),
            models.CheckConstraint(
                condition=Q(lifted_at=None) | (Q(lifted_at__gte=F("shut_at")) & ~Q(lifted_reason="")),
                name="shutdown_lifted_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="shutdown_answer_dated",
            ),
        ]
        indexes = [
            # the list, newest first
            models.Index(fields=["-shut_at", "-id"], name="shutdown_newest"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        return reference(self.PREFIX, self.pk)
