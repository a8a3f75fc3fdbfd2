"""What reporters think of how their case went."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from tickets.querysets import OfCaseQuerySet
from tickets.terms import Terms


class Stars(models.IntegerChoices):
    BAD = 1, "Bad"
    POOR = 2, "Poor"
    FAIR = 3, "Fair"
    GOOD = 4, "Good"
    VERY_GOOD = 5, "Very good"


class Rating(models.Model):
    """One word of the reporter for each time that the case ended: a reopened case is rated again."""

    case = models.ForeignKey("tickets.Case", models.PROTECT, related_name="ratings", db_index=False)
    ended_at = models.DateTimeField(help_text="when the work ended that is rated: the case's resolution then")
    stars = models.PositiveSmallIntegerField(choices=Stars.choices)
    comment = models.TextField(blank=True)
    # a manager's list by engineer: the index that Django makes
    engineer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", help_text="who had the case then"
    )
    rated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    rated_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True)

    objects: Any = OfCaseQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        constraints = [
            # also: the ratings of a case, for its page
            models.UniqueConstraint(fields=["case", "ended_at"], name="rating_once_each_end"),
            models.CheckConstraint(condition=Q(stars__in=Stars.values), name="rating_of_one_to_five"),
        ]

    def __str__(self) -> str:
        return f"{self.stars} for {self.case_id}"

    def last_change(self, terms: Terms | None) -> datetime | None:
        """Until when its reporter may rate anew, by the case's terms; None where they set no end to it."""
        within = anew_within(terms)
        return terms.days_after(self.rated_at, within) if terms and within else None

    @property
    def words(self) -> str:
        return Stars(self.stars).label


def anew_within(terms: Terms | None) -> str | None:
    """How long a rating may be changed, as ISO 8601. None: no policy, or one of a version that said nothing of it."""
    rule = terms.cases.rating if terms else None
    return rule.within if rule else None
