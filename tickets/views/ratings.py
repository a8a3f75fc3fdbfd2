"""`/ratings/`: what reporters think, for managers: all of it, and by engineer and account."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Avg, Count, QuerySet
from django.http import HttpResponse

from hostops.accounts.models import Person
from hostops.accounts.roles import STAFF_ROLES, require
from hostops.web.lists import ListPage
from tickets.models import Rating
from tickets.ratings import Stars

REVIEW = "tickets.rating.review"
# As many as a table beside others can hold; the filters find the rest.
_MOST_AVERAGES = 20


def _engineers() -> list[tuple[int, str]]:
    return [(person.pk, person.display_name) for person in Person.objects.filter(role__in=STAFF_ROLES)]


class RatingFilters(django_filters.FilterSet):
    engineer = django_filters.ChoiceFilter(label="Engineer", empty_label="Anybody", choices=_engineers)
    account = django_filters.CharFilter(
        label="Account", field_name="case__account__slug", lookup_expr="iexact", max_length=60,
        widget=forms.TextInput(attrs={"placeholder": "its short name"}),
    )  # fmt: skip
    stars = django_filters.ChoiceFilter(label="Rating", empty_label="Any", choices=Stars.choices)


class RatingsPage(ListPage):
    model = Rating
    template_name = "tickets/ratings.html"
    filters = RatingFilters

    def permit(self) -> None:
        require(self.reader, REVIEW)

    def rows(self) -> QuerySet[Rating]:
        rows: QuerySet[Rating] = super().rows().select_related("case__account", "engineer", "rated_by")
        return rows.defer("case__description")

    def show(self, status: int = 200, **more: Any) -> HttpResponse:
        averages = {
            "by_engineer": self._averages("engineer__full_name"),
            "by_account": self._averages("case__account__name"),
        }
        return super().show(status, **more, **averages)

    def _averages(self, by: str) -> list[dict[str, Any]]:
        """Who, how many, how good on average: of what the filters let through, the most rated first."""
        matching = self.matching().order_by().select_related(None).defer(None)
        rows = matching.values(by).annotate(count=Count("pk"), mean=Avg("stars")).order_by("-count", by)
        return [
            {"name": row[by] or "Nobody", "count": row["count"], "mean": row["mean"]} for row in rows[:_MOST_AVERAGES]
        ]
