"""The calls about a case, and the advice that was given on it."""

from django.conf import settings
from django.db import models

from tickets.models.case import Case
from tickets.querysets import OfCaseQuerySet


class Contact(models.Model):
    """A telephone call or mail about a case: who, from what number or address, when (itpdx:4a, 4h)."""

    class Channel(models.TextChoices):
        PHONE = "phone", "Telephone"
        EMAIL = "email", "E-mail"

    case = models.ForeignKey(Case, models.PROTECT, related_name="contacts")
    channel = models.CharField(max_length=8, choices=Channel.choices)
    at = models.DateTimeField()
    caller_name = models.CharField(max_length=200, blank=True)
    caller_address = models.CharField(max_length=254, blank=True, help_text="telephone number or e-mail address")
    answered = models.BooleanField(default=False, help_text="answered in substance: counts as the first response")
    note = models.TextField(blank=True)
    logged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    logged_at = models.DateTimeField()

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.channel} on {self.case_id} at {self.at:%Y-%m-%d %H:%M}"


class Advice(models.Model):
    """The customer was told that a higher release mends the problem; withholding later points here (itpdx:2c)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="advice")
    fixed_version = models.CharField(max_length=60)
    told = models.CharField(max_length=200, help_text="who was told")
    told_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        ordering = ("told_at",)
        verbose_name_plural = "advice"

    def __str__(self) -> str:
        return f"fixed in {self.fixed_version}"
