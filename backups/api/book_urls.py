"""The calls of the desk's books: exceptions, remarks, daily checks, restore tests."""

from django.urls import path

from backups.api.checks import DayCheckNote, DayCheckSign, DayCheckViewSet
from backups.api.exceptions import Exceptions
from backups.api.remarks import RemarkViewSet
from backups.api.trials import TrialViewSet
from hostops.api.resources import both

urlpatterns = [
    *both("backups/checks", "int:pk", DayCheckViewSet),
    path("backups/checks/<int:pk>/note/", DayCheckNote.as_view(), name="api-backups-check-note"),
    path("backups/checks/<int:pk>/sign/", DayCheckSign.as_view(), name="api-backups-check-sign"),
    path("backups/exceptions/", Exceptions.as_view(), name="api-backups-exceptions"),
    *both("backups/remarks", "int:pk", RemarkViewSet),
    *both("backups/restore-tests", "int:pk", TrialViewSet),
]
