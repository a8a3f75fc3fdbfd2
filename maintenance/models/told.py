"""That an account was told of a notice otherwise than by mail."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from maintenance.models.notice import Affected, Notice
from maintenance.querysets import OfNoticeQuerySet


class ToldOtherwise(models.Model):
    """An account that no mail reached, told of the notice another way: sent to it at that instant. Written once."""

    class By(models.TextChoices):
        PHONE = "phone", "By telephone"
        LETTER = "letter", "By letter"
        PERSON = "person", "In person"
        OTHER = "other", "Another way"

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="told_otherwise")
    affected = models.ForeignKey(Affected, models.PROTECT, related_name="told_otherwise")
    by = models.CharField(max_length=10, choices=By.choices)
    who = models.CharField(max_length=200, help_text="who was told")
    words = models.TextField(help_text="what was said, or what shows it")
    told_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField()

    objects = OfNoticeQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        verbose_name_plural = "told otherwise"
        constraints = [
            models.UniqueConstraint(fields=["notice", "affected"], name="told_otherwise_once"),
            models.CheckConstraint(condition=~Q(who="") & ~Q(words=""), name="told_otherwise_says_whom_and_what"),
        ]

    def __str__(self) -> str:
        return f"{self.who} of {self.notice_id}"
