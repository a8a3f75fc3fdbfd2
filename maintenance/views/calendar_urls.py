"""Addresses of the calendar pages."""

from django.urls import path

from maintenance.views.calendars import FeedMakePage, FeedRevokePage, FeedsPage

urlpatterns = [
    path("", FeedsPage.as_view(), name="calendars"),
    path("new/", FeedMakePage.as_view(), name="calendar_make"),
    path("<int:pk>/revoke/", FeedRevokePage.as_view(), name="calendar_revoke"),
]
