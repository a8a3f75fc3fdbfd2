"""Addresses of the event calls."""

from django.urls import URLPattern, path

from hostops.api.resources import both
from maintenance.api import events

urlpatterns: list[URLPattern] = [
    *both("events", "int:pk", events.EventViewSet),
    path("events/<int:pk>/change/", events.EventChange.as_view()),
    path("events/<int:pk>/withdraw/", events.EventWithdraw.as_view()),
    path("events/<int:pk>/answer/", events.EventAnswer.as_view()),
]
