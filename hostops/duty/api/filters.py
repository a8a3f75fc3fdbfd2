from typing import Any

from django.db.models import QuerySet
from django_filters import FilterSet

from hostops.alerts.line import LINES
from hostops.api.filters import AnyOfFilter, InstantFilter, WordFilter, YesNoFilter
from hostops.duty.models import Handover
from hostops.lib.text import clean_text


class TimeFilters(FilterSet):
    """What lies, in any part, between the two instants."""

    person = WordFilter(field_name="person__username", lookup_expr="iexact")
    since = InstantFilter(field_name="ends_at", lookup_expr="gt")
    until = InstantFilter(field_name="starts_at", lookup_expr="lt")


class ShiftFilters(TimeFilters):
    line = AnyOfFilter(range(1, len(LINES) + 1))


class AbsenceFilters(TimeFilters):
    deputy = WordFilter(field_name="deputy__username", lookup_expr="iexact")


class HandoverFilters(FilterSet):
    q = WordFilter(method="with_words")
    read = YesNoFilter(method="by_reading")
    written_by = WordFilter(field_name="written_by__username", lookup_expr="iexact")

    def with_words(self, notes: Any, _: str, words: str) -> QuerySet[Handover]:
        found: QuerySet[Handover] = notes.with_words(clean_text(words))
        return found

    def by_reading(self, notes: QuerySet[Handover], _: str, wanted: bool) -> QuerySet[Handover]:
        return notes.filter(read_at__isnull=not wanted)
