"""The pages of patching under /patching/, a module for each of its rooms."""

from django.urls import include, path

urlpatterns = [
    path("", include("maintenance.patching.views.feed_urls")),
    path("", include("maintenance.patching.views.duty_urls")),
    path("", include("maintenance.patching.views.face_urls")),
    path("", include("maintenance.patching.views.run_urls")),
]
