"""The REST call of the month's report."""

from django.urls import path

from backups.api.report import BackupReport

urlpatterns = [path("backups/report/", BackupReport.as_view(), name="api-backups-report")]
