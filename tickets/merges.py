"""Duplicates: which case went on in which other."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from hostops.lib.visible import VisibleQuerySet


class MergeQuerySet(VisibleQuerySet["Merge"]):
    account_path = "case__account"

    def standing(self) -> Self:
        """Those that no reopening has undone."""
        return self.filter(undone_at=None)

    def about(self, case: Any) -> Self:
        """Standing ones on either side of which the case is."""
        return self.standing().filter(Q(case=case) | Q(target=case))


class Merge(models.Model):
    """`case` ended as a duplicate, and goes on in `target`, until it is reopened."""

    case = models.ForeignKey("tickets.Case", models.PROTECT, related_name="merges", db_index=False)
    # the duplicates of a case, for its page: the index that Django makes
    target = models.ForeignKey("tickets.Case", models.PROTECT, related_name="taken_in")
    merged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    merged_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    objects = MergeQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        constraints = [
            # also: where a case went on, for its page
            models.UniqueConstraint(fields=["case"], condition=Q(undone_at=None), name="merge_into_one"),
            models.CheckConstraint(condition=~Q(case=F("target")), name="merge_not_into_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} into {self.target_id}"
