"""Addresses of how long copies are kept: other values, what may go, holds."""

from django.urls import path

from backups.views.copies import CopyPage, ExpirableCsv, ExpirablePage, HoldsPage
from backups.views.holding import CopyGonePage, HoldPlacePage, HoldReleasePage
from backups.views.retention import RetentionPage

urlpatterns = [
    path("backups/retention/", RetentionPage.as_view(), name="backup_retention"),
    path("backups/expirable/", ExpirablePage.as_view(), name="backup_expirable"),
    path("backups/expirable/expirable.csv", ExpirableCsv.as_view(), name="backup_expirable_csv"),
    path("backups/holds/", HoldsPage.as_view(), name="backup_holds"),
    path("backups/holds/<int:pk>/release/", HoldReleasePage.as_view(), name="backup_hold_release"),
    path("backups/copies/<int:pk>/", CopyPage.as_view(), name="backup_copy"),
    path("backups/copies/<int:pk>/hold/", HoldPlacePage.as_view(), name="backup_hold_place"),
    path("backups/copies/<int:pk>/gone/", CopyGonePage.as_view(), name="backup_copy_gone"),
]
