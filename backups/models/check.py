"""The daily check: what a day's backups came to, what was done, and who signed it (iptor:2f)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from backups.querysets import DayCheckQuerySet, DayNoteQuerySet
from hostops.policies.models import Policy


class DayCheck(models.Model):
    """One day of one provider's backups. What was signed is not altered, only followed by a note."""

    policy = models.ForeignKey(Policy, models.PROTECT, related_name="backup_checks", db_index=False)
    day = models.DateField(help_text="the day that was looked at, in the policy's zone")
    due_at = models.DateTimeField(help_text="by when it is to be signed")
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    signed_at = models.DateTimeField(null=True)
    figures = models.JSONField(default=dict, help_text="what was signed: slots by state, exceptions with their remarks")
    words = models.TextField(blank=True)

    objects = DayCheckQuerySet.as_manager()

    class Meta:
        ordering = ("-day", "policy")
        constraints = [
            models.UniqueConstraint(fields=["policy", "day"], name="day_check_unique"),
            models.CheckConstraint(
                condition=Q(signed_at=None, signed_by=None) | Q(signed_at__isnull=False, signed_by__isnull=False),
                name="day_check_signed_by_somebody",
            ),
        ]
        indexes = [
            # days that nobody has signed
            models.Index(fields=["due_at"], condition=Q(signed_at=None), name="day_check_unsigned"),
        ]

    def __str__(self) -> str:
        return f"{self.policy_id} {self.day}"


class DayNote(models.Model):
    """Something that became known after a day was signed. Written once."""

    check_of = models.ForeignKey(DayCheck, models.PROTECT, related_name="notes")
    words = models.TextField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    written_at = models.DateTimeField()

    objects = DayNoteQuerySet.as_manager()

    class Meta:
        ordering = ("check_of", "written_at", "id")
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="day_note_has_words")]

    def __str__(self) -> str:
        return f"note on {self.check_of_id}"
