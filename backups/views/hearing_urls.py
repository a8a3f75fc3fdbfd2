"""Addresses by which runs are heard of, and the pages about them."""

from django.urls import path

from backups.views import numbers as numbers
from backups.views.keys import KeyMakePage, KeyRevokePage, ReportingPage
from backups.views.ping import PingView
from backups.views.strays import StrayAssignPage, StrayPage, StrayPutAwayPage, StraysPage

urlpatterns = [
    path("backups/<backup:schedule>/reporting/", ReportingPage.as_view(), name="backup_reporting"),
    path("backups/<backup:schedule>/reporting/new/", KeyMakePage.as_view(), name="backup_key_make"),
    path("backups/keys/<int:pk>/revoke/", KeyRevokePage.as_view(), name="backup_key_revoke"),
    path("backups/strays/", StraysPage.as_view(), name="backup_strays"),
    path("backups/strays/<int:pk>/", StrayPage.as_view(), name="backup_stray"),
    path("backups/strays/<int:pk>/assign/", StrayAssignPage.as_view(), name="backup_stray_assign"),
    path("backups/strays/<int:pk>/away/", StrayPutAwayPage.as_view(), name="backup_stray_away"),
    path("ping/<str:secret>", PingView.as_view(), name="ping"),
    path("ping/<str:secret>/<str:word>", PingView.as_view(), name="ping_word"),
]
