"""Reply templates: what is written often, written once, with fields that each case fills in."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from tickets.querysets import StaffQuerySet

NAME_LONGEST = 80


class ReplyTemplateQuerySet(StaffQuerySet["ReplyTemplate"]):
    def in_use(self) -> Self:
        return self.filter(retired_at=None)


class ReplyTemplate(models.Model):
    """A text with `{{ fields }}`, which `tickets.filling` knows. Shared by all staff."""

    name = models.CharField(max_length=NAME_LONGEST)
    body = models.TextField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    objects: Any = ReplyTemplateQuerySet.as_manager()

    class Meta:
        ordering = ("name", "id")
        constraints = [
            # also: the names to choose from, in the forms of a case
            models.UniqueConstraint(Lower("name"), condition=Q(retired_at=None), name="reply_template_name_once"),
        ]

    def __str__(self) -> str:
        return self.name
