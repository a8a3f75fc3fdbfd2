"""Views of the queue that somebody named: the filters and columns as the address has them."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from hostops.lib.visible import VisibleQuerySet


class SavedViewQuerySet(VisibleQuerySet["SavedView"]):
    def visible_to(self, user: Any) -> Self:
        """One's own, and what other staff share; customers have none."""
        if not getattr(user, "is_staff_member", False):
            return self.none()
        return self.filter(Q(owner=user) | Q(shared=True))


class SavedView(models.Model):
    """`query` is what stands behind the question mark, such as `assignee=me&due=hour`."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="saved_views", db_index=False)
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=1000)
    shared = models.BooleanField(default=False, help_text="all staff see it")

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ("name", "id")
        constraints = [
            # also serves "the views of one person"
            models.UniqueConstraint(fields=["owner", "name"], name="saved_view_name_once"),
        ]

    def __str__(self) -> str:
        return self.name
