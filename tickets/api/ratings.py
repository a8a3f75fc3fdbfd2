"""`/ratings/`, and those of one case."""

from typing import Any

from django.db.models import QuerySet
from django_filters.rest_framework import FilterSet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hostops.accounts.roles import require
from hostops.api.fields import Instant
from hostops.api.filters import AnyOfFilter, WordFilter
from hostops.api.keyset import Ordering
from hostops.api.resources import VisibleViewSet
from tickets.api.addressed import OfCase
from tickets.models import Rating
from tickets.ratings import Stars


class RatingShown(serializers.Serializer[Rating]):
    id = serializers.IntegerField()
    case = serializers.CharField(source="case.number")
    account = serializers.CharField(source="case.account.slug")
    stars = serializers.IntegerField(help_text="From 1 (bad) to 5 (very good).")
    words = serializers.CharField()
    comment = serializers.CharField()
    rated_by = serializers.CharField(source="rated_by.username")
    rated_at = Instant()
    changed_at = Instant(allow_null=True)
    ended_at = Instant(help_text="The end of the work that is rated; a reopened case has several.")
    engineer = serializers.CharField(source="engineer.username", allow_null=True, default=None)


class RatingFilters(FilterSet):
    stars = AnyOfFilter(Stars.values)
    engineer = WordFilter(field_name="engineer__username", lookup_expr="iexact")
    account = WordFilter(field_name="case__account__slug")


class _Ratings(VisibleViewSet):
    model = Rating
    serializer_class = RatingShown
    orderings = {"id": Ordering.by("id")}

    def related(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.select_related("case__account", "rated_by", "engineer").defer("case__description")


class RatingViewSet(_Ratings):
    filterset_class = RatingFilters
    default_ordering = "-id"

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """What reporters think of how their cases went, the newest first. For managers."""
        require(request.user, "tickets.rating.review")
        return super().list(request, *args, **kwargs)


class CaseRatingViewSet(OfCase, _Ratings):
    def get_queryset(self) -> QuerySet[Rating]:
        return super().get_queryset().filter(case=self.case_id)

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """What the reporter thinks of how the case went: once for each time that it ended."""
        self.case()
        return super().list(request, *args, **kwargs)
