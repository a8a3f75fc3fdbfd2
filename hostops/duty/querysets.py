"""Staff alone see who is on duty."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.contrib.postgres.search import SearchQuery

from hostops.lib.visible import VisibleQuerySet

if TYPE_CHECKING:
    from hostops.duty.models import Absence, Handover, Shift  # noqa: F401


class ShiftQuerySet(VisibleQuerySet["Shift"]):
    def within(self, starts: datetime, ends: datetime) -> Self:
        """Shifts of which any part lies in that time."""
        return self.filter(starts_at__lt=ends, ends_at__gt=starts)

    def standing(self, at: datetime) -> Self:
        """Who is on call at that instant, the first line first. A shift begins at its start and is over at its end."""
        return self.filter(starts_at__lte=at, ends_at__gt=at).select_related("person").order_by("line")


class AbsenceQuerySet(VisibleQuerySet["Absence"]):
    def at(self, at: datetime) -> Self:
        """Who is out of office at that instant."""
        return self.filter(cancelled_at=None, starts_at__lte=at, ends_at__gt=at)

    def ahead(self, at: datetime) -> Self:
        """Who is out of office then or later."""
        return self.filter(cancelled_at=None, ends_at__gt=at)

    def within(self, starts: datetime, ends: datetime) -> Self:
        return self.filter(cancelled_at=None, starts_at__lt=ends, ends_at__gt=starts)


class HandoverQuerySet(VisibleQuerySet["Handover"]):
    def with_words(self, text: str) -> Self:
        return self.filter(search=SearchQuery(text, config="simple", search_type="websearch"))
