"""The page of a server's backups, and asking for a restore of it."""

from django.urls import path

from backups.views.server import RestoreAskPage, ServerPage

urlpatterns = [
    path("backups/servers/<int:pk>/", ServerPage.as_view(), name="backup_server"),
    path("backups/servers/<int:pk>/restore/", RestoreAskPage.as_view(), name="backup_restore_ask"),
]
