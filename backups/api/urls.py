"""The REST calls of the desk, a module for each of its rooms."""

from django.urls import include, path

urlpatterns = [
    path("", include("backups.api.book_urls")),
    path("", include("backups.api.restorable_urls")),
    path("", include("backups.api.retention_urls")),
    path("", include("backups.api.schedules_urls")),
    path("", include("backups.api.hearing_urls")),
    path("", include("backups.api.face_urls")),
]
