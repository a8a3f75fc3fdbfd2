"""Colleagues on copy of a case: people of the account, staff, or bare mail addresses."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from tickets.querysets import OfCaseQuerySet

# Each public message goes to all of them: a case is no mailing list.
MOST = 25


class Watcher(models.Model):
    """Somebody who gets each public message of a case by mail; never an internal note.

    A person sees the case as they do anyway. An address gets the mails and sees nothing else.
    """

    # who is on copy of a case, for its page and each mail: the index that Django makes
    case = models.ForeignKey("tickets.Case", models.CASCADE, related_name="watchers")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="watching", db_index=False
    )
    address = models.CharField(max_length=254, blank=True, help_text="of somebody who has no sign-in")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    added_at = models.DateTimeField()
    # whom a merge brought, who go with it: the index that Django makes
    merge = models.ForeignKey(
        "tickets.Merge", models.CASCADE, null=True, related_name="brought", help_text="came with a duplicate"
    )

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["case", "person"], condition=~Q(person=None), name="watcher_person_once"),
            models.UniqueConstraint("case", Lower("address"), condition=~Q(address=""), name="watcher_address_once"),
            models.CheckConstraint(condition=Q(person=None) ^ Q(address=""), name="watcher_is_a_person_or_an_address"),
        ]

    def __str__(self) -> str:
        return f"{self.name} on {self.case_id}"

    @property
    def name(self) -> str:
        return self.person.display_name if self.person else self.address
