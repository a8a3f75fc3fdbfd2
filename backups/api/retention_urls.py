"""The REST calls about how long copies are kept."""

from django.urls import path

from backups.api.expirable import ExpirableReport, ExpirableViewSet
from backups.api.forgotten import ForgetReport
from backups.api.holds import HoldRelease, HoldViewSet
from backups.api.retention import RetentionHistory, RetentionPreview
from hostops.api.resources import both

urlpatterns = [
    path("backups/expirable/", ExpirableViewSet.as_view({"get": "list"}), name="api-backups-expirable"),
    path("backups/expirable/report/", ExpirableReport.as_view(), name="api-backups-expirable-report"),
    path("backups/expirable/report/restic/", ForgetReport.as_view(), name="api-backups-expirable-report-restic"),
    *both("backups/holds", "int:pk", HoldViewSet),
    path("backups/holds/<int:pk>/release/", HoldRelease.as_view(), name="api-backups-holds-release"),
    path("backups/retention/history/", RetentionHistory.as_view(), name="api-backups-retention-history"),
    path("backups/retention/preview/", RetentionPreview.as_view(), name="api-backups-retention-preview"),
]
