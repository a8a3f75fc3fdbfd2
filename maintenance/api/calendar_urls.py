"""Addresses of the calendar calls. They come before those of windows: `replies` is no window's number."""

from django.urls import path

from hostops.api.resources import both
from maintenance.api import answers, calendars

urlpatterns = [
    path("windows/replies/", answers.Replies.as_view()),
    path("windows/<str:number>/notice.ics", answers.NoticeFile.as_view(), name="window_notice"),
    *both("calendars", "int:pk", calendars.FeedViewSet),
    path("calendars/<int:pk>/revoke/", calendars.FeedRevoke.as_view()),
    path("calendars/<str:secret>.ics", calendars.Feed.as_view(), name="calendar_feed"),
]
