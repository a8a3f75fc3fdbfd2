"""Calendars that one subscribes to by a secret address."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from hostops.accounts.models import Account
from maintenance.querysets import FeedQuerySet


class CalendarFeed(models.Model):
    """The windows that a person, or an account, may see, as a calendar. Its secret is kept as a hash; revocable."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="feeds")
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="feeds")
    name = models.CharField(max_length=100)
    token_hash = models.CharField(max_length=64, unique=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    created_at = models.DateTimeField()
    fetched_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = FeedQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(
                condition=Q(person=None, account__isnull=False) | Q(person__isnull=False, account=None),
                name="feed_of_a_person_or_an_account",
            ),
        ]

    def __str__(self) -> str:
        return self.name
