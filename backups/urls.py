"""The pages of the desk, a module for each of its rooms."""

from django.urls import include, path

urlpatterns = [
    path("backups/", include("backups.views.book_urls")),
    path("", include("backups.views.retention_urls")),
    path("", include("backups.views.hearing_urls")),
    path("", include("backups.views.server_urls")),
    path("", include("backups.views.face_urls")),
]
