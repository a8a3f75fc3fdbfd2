"""What can be restored, and asking for it."""

from django.urls import path

from backups.api.restorable import RestorableView
from backups.api.restores import Restores

urlpatterns = [
    path("backups/restorable/", RestorableView.as_view(), name="api-backups-restorable"),
    path("backups/restores/", Restores.as_view(), name="api-backups-restores"),
]
