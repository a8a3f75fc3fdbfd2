"""Tags: the staff's own words on cases, from a small catalogue that grows by being used."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from hostops.lib.text import clean_line
from tickets.querysets import StaffQuerySet

LONGEST = 40
# More words than this on one case tell nobody anything.
MOST = 12


class Tag(models.Model):
    """A word of the catalogue, as `normalised` writes it."""

    name = models.CharField(max_length=LONGEST, unique=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)

    objects: Any = StaffQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="tag_has_a_name")]

    def __str__(self) -> str:
        return self.name


class CaseTag(models.Model):
    """A tag on a case."""

    case = models.ForeignKey("tickets.Case", models.CASCADE, related_name="tagged", db_index=False)
    tag = models.ForeignKey(Tag, models.PROTECT, related_name="tagged", db_index=False)

    class Meta:
        # the tags of a case
        constraints = [models.UniqueConstraint(fields=["case", "tag"], name="case_tag_once")]
        # the cases of a tag, for the filters of the queue and of the REST list
        indexes = [models.Index(fields=["tag", "case"], name="case_tag_cases")]

    def __str__(self) -> str:
        return f"{self.tag_id} on {self.case_id}"


def normalised(text: str) -> str:
    """One way to write each tag: `Disk  Full` is `disk-full`."""
    return "-".join(clean_line(text).lower().split())


def wanted(texts: Iterable[str]) -> list[str]:
    """The tags that the texts mean, each once, in order of the alphabet."""
    return sorted({normalised(text) for text in texts} - {""})
