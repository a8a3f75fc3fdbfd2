"""Addresses of the year pages."""

from django.urls import URLPattern, path

from maintenance.views import year_acts, years

urlpatterns: list[URLPattern] = [
    path("", years.this_year, name="this_year"),
    path("<int:year>/", years.YearPage.as_view(), name="year"),
    path("<int:year>/dates/", years.YearDates.as_view(), name="year_dates"),
    path("<int:year>/draft/", year_acts.YearDraftPage.as_view(), name="year_draft"),
    path("<int:year>/publish/", year_acts.YearPublishPage.as_view(), name="year_publish"),
    path("<int:year>/take-in/", year_acts.YearTakeInPage.as_view(), name="year_take_in"),
    path("<int:year>/acknowledge/", year_acts.YearAcknowledgePage.as_view(), name="year_acknowledge"),
    path("<int:year>/plan.csv", year_acts.YearCsv.as_view(), name="year_csv"),
]
