"""Addresses of the desk's books: exceptions, daily checks, restore tests."""

from django.urls import path

from backups.views import checks, exceptions, remarks, trials

urlpatterns = [
    path("checks/", checks.DayChecksPage.as_view(), name="backup_checks"),
    path("checks/<int:pk>/", checks.DayCheckPage.as_view(), name="backup_check"),
    path("checks/<int:pk>/note/", checks.DayNotePage.as_view(), name="backup_check_note"),
    path("checks/<int:pk>/sign/", checks.DaySignPage.as_view(), name="backup_check_sign"),
    path("exceptions/", exceptions.ExceptionsPage.as_view(), name="backup_exceptions"),
    path("exceptions/exceptions.csv", exceptions.ExceptionsCsv.as_view(), name="backup_exceptions_csv"),
    path("exceptions/remark/", remarks.RemarkPage.as_view(), name="backup_remark"),
    path("restore-tests/", trials.TrialsOwedPage.as_view(), name="restore_tests"),
    path("restore-tests/done/", trials.TrialsPage.as_view(), name="restore_tests_done"),
    path("restore-tests/done/restore-tests.csv", trials.TrialsCsv.as_view(), name="restore_tests_csv"),
    path("restore-tests/new/", trials.TrialNewPage.as_view(), name="restore_test_new"),
    path("restore-tests/<int:pk>/", trials.TrialPage.as_view(), name="restore_test"),
]
