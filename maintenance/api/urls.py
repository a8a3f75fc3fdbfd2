"""The REST calls of the desk, a module for each of its rooms."""

from django.urls import include, path

urlpatterns = [
    path("", include("maintenance.api.calendar_urls")),
    path("", include("maintenance.api.year_urls")),
    path("", include("maintenance.api.window_urls")),
    path("", include("maintenance.api.event_urls")),
    path("", include("maintenance.api.freeze_urls")),
    path("", include("maintenance.api.availability_urls")),
    path("patching/", include("maintenance.patching.api.urls")),
    path("", include("maintenance.security.api.urls")),
]
