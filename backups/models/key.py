"""Pings: the secret addresses that a crontab calls, what came in by them, and runs that have begun."""

from django.conf import settings
from django.db import models

from backups.models.schedule import Schedule
from backups.querysets import BegunQuerySet, PingKeyQuerySet, PingQuerySet


class PingKey(models.Model):
    """The right to report the runs of one schedule. The secret is kept as its hash; it is shown when it is made."""

    schedule = models.ForeignKey(Schedule, models.PROTECT, related_name="ping_keys")
    hashed = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the secret")
    hint = models.CharField(max_length=8, help_text="how the secret begins, to tell keys apart")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    created_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    revoked_at = models.DateTimeField(null=True)

    objects = PingKeyQuerySet.as_manager()

    class Meta:
        ordering = ("schedule", "-created_at")

    def __str__(self) -> str:
        return f"{self.hint}… of {self.schedule_id}"


class Ping(models.Model):
    """One call of a ping address. Only the latest of a schedule are kept."""

    class What(models.TextChoices):
        SUCCESS = "success", "Success"
        START = "start", "Start"
        FAIL = "fail", "Failure"
        LOG = "log", "Log"

    schedule = models.ForeignKey(Schedule, models.CASCADE, related_name="pings", db_index=False)
    what = models.CharField(max_length=8, choices=What.choices)
    exit_code = models.PositiveSmallIntegerField(null=True)
    rid = models.UUIDField(null=True, help_text="pairs a start with its end")
    at = models.DateTimeField()
    method = models.CharField(max_length=4)
    address = models.GenericIPAddressField(null=True)
    agent = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)

    objects = PingQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-id")
        indexes = [
            # the latest of a schedule
            models.Index(fields=["schedule", "-at"], name="ping_latest"),
        ]

    def __str__(self) -> str:
        return f"{self.what} of {self.schedule_id} at {self.at:%Y-%m-%d %H:%M}"


class Begun(models.Model):
    """A run that said it began, and not yet how it ended."""

    schedule = models.ForeignKey(Schedule, models.CASCADE, related_name="begun", db_index=False)
    rid = models.UUIDField(null=True)
    at = models.DateTimeField()

    objects = BegunQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "begun"
        constraints = [
            models.UniqueConstraint(fields=["schedule", "rid"], nulls_distinct=False, name="begun_once"),
        ]

    def __str__(self) -> str:
        return f"{self.schedule_id} since {self.at:%Y-%m-%d %H:%M}"
