"""The pages of the desk, a module for each of its rooms."""

from django.urls import include, path

urlpatterns = [
    path("windows/year/", include("maintenance.views.year_urls")),
    path("windows/freezes/", include("maintenance.views.freeze_urls")),
    path("windows/", include("maintenance.views.answer_urls")),
    path("windows/", include("maintenance.views.window_urls")),
    path("events/", include("maintenance.views.event_urls")),
    path("availability/", include("maintenance.views.availability_urls")),
    path("calendars/", include("maintenance.views.calendar_urls")),
    path("patching/", include("maintenance.patching.urls")),
    path("security/", include("maintenance.security.urls")),
]
