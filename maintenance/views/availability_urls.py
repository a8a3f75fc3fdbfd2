"""Addresses of the availability pages."""

from django.urls import URLPattern, path

from maintenance.views import availability, downtime_acts, downtimes, month

urlpatterns: list[URLPattern] = [
    path("", availability.availability, name="availability"),
    path("availability.csv", availability.availability_csv, name="availability_csv"),
    path("close/", month.MonthClosePage.as_view(), name="availability_close"),
    path("downtimes/", downtimes.DowntimesPage.as_view(), name="downtimes"),
    path("downtimes/downtimes.csv", downtimes.DowntimesCsv.as_view(), name="downtimes_csv"),
    path("downtimes/new/", downtime_acts.DowntimeRecordPage.as_view(), name="downtime_new"),
    path("downtimes/<int:pk>/", downtimes.DowntimePage.as_view(), name="downtime"),
    path("downtimes/<int:pk>/correct/", downtime_acts.DowntimeCorrectPage.as_view(), name="downtime_correct"),
    path("downtimes/<int:pk>/exclude/", downtime_acts.DowntimeExcludePage.as_view(), name="downtime_exclude"),
    path("downtimes/<int:pk>/approve/", downtime_acts.ExclusionApprovePage.as_view(), name="exclusion_approve"),
    path("downtimes/<int:pk>/refuse/", downtime_acts.ExclusionRefusePage.as_view(), name="exclusion_refuse"),
]
