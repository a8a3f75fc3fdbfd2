"""Addresses of the pages of runs and exceptions."""

from django.urls import URLPattern, path

from maintenance.patching.views import exceptions, run_acts, runs
from maintenance.patching.views.run import RunPage

_RUN, _EXCEPTION = "runs/<int:pk>/", "exceptions/<int:pk>/"

urlpatterns: list[URLPattern] = [
    path("runs/", runs.RunsPage.as_view(), name="patch_runs"),
    path("runs/runs.csv", runs.RunsCsv.as_view(), name="patch_runs_csv"),
    path("runs/new/", runs.RunPlanPage.as_view(), name="patch_run_plan"),
    path(_RUN, RunPage.as_view(), name="patch_run"),
    path(f"{_RUN}start/", run_acts.RunStartPage.as_view(), name="patch_run_start"),
    path(f"{_RUN}report/", run_acts.RunReportPage.as_view(), name="patch_run_report"),
    path(f"{_RUN}change/", run_acts.RunChangePage.as_view(), name="patch_run_change"),
    path(f"{_RUN}finish/", run_acts.RunFinishPage.as_view(), name="patch_run_finish"),
    path(f"{_RUN}cancel/", run_acts.RunCancelPage.as_view(), name="patch_run_cancel"),
    path("exceptions/", exceptions.ExceptionsPage.as_view(), name="patch_exceptions"),
    path("exceptions/new/", exceptions.ExceptionAskPage.as_view(), name="patch_exception_ask"),
    path(_EXCEPTION, exceptions.ExceptionPage.as_view(), name="patch_exception"),
    path(f"{_EXCEPTION}approve/", exceptions.ExceptionApprovePage.as_view(), name="patch_exception_approve"),
    path(f"{_EXCEPTION}decline/", exceptions.ExceptionDeclinePage.as_view(), name="patch_exception_decline"),
    path(f"{_EXCEPTION}end/", exceptions.ExceptionEndPage.as_view(), name="patch_exception_end"),
]
