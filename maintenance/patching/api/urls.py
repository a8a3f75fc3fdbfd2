"""The REST calls of patching under /api/v1/patching/, a module for each of its rooms."""

from django.urls import include, path

urlpatterns = [
    path("", include("maintenance.patching.api.feed_urls")),
    path("", include("maintenance.patching.api.duty_urls")),
    path("", include("maintenance.patching.api.face_urls")),
    path("", include("maintenance.patching.api.run_urls")),
]
