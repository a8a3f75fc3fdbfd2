"""Addresses of the grid, the schedules and the month's report."""

from django.urls import path

from backups.views import numbers as numbers  # registers <backup:pk>
from backups.views.find import ScheduleFind
from backups.views.first import FirstPage
from backups.views.grid import GridCsv, GridPage
from backups.views.report import ReportCsv, ReportPage, ReportPdf
from backups.views.schedule import SchedulePage
from backups.views.schedules import SchedulesCsv, SchedulesPage

urlpatterns = [
    path("backups/", GridPage.as_view(), name="backups"),
    path("backups/grid.csv", GridCsv.as_view(), name="backups_csv"),
    path("backups/find/", ScheduleFind.as_view(), name="backups_find"),
    path("backups/first/", FirstPage.as_view(), name="backups_first"),
    path("backups/report/", ReportPage.as_view(), name="backup_report"),
    path("backups/report/report.csv", ReportCsv.as_view(), name="backup_report_csv"),
    path("backups/report/report.pdf", ReportPdf.as_view(), name="backup_report_pdf"),
    path("backups/schedules/", SchedulesPage.as_view(), name="backup_schedules"),
    path("backups/schedules/schedules.csv", SchedulesCsv.as_view(), name="backup_schedules_csv"),
    path("backups/<backup:pk>/", SchedulePage.as_view(), name="backup"),
]
