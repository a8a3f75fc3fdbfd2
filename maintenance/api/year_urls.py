"""Addresses of the year calls."""

from django.urls import URLPattern, path

from hostops.api.resources import both
from maintenance.api import years

urlpatterns: list[URLPattern] = [
    *both("year-plans", "int:year", years.YearPlanViewSet),
    path("year-plans/check/", years.YearPlanCheck.as_view(), name="api-year-plan-check"),
    path("year-plans/<int:year>/change/", years.YearPlanChange.as_view(), name="api-year-plan-change"),
    path("year-plans/<int:year>/publish/", years.YearPlanPublish.as_view(), name="api-year-plan-publish"),
    path("year-plans/<int:year>/take-in/", years.YearPlanTakeIn.as_view(), name="api-year-plan-take-in"),
    path("year-plans/<int:year>/acknowledge/", years.YearPlanAcknowledge.as_view(), name="api-year-plan-acknowledge"),
]
