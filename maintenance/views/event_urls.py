"""Addresses of the event pages."""

from django.urls import URLPattern, path

from maintenance.views import event_acts, events

urlpatterns: list[URLPattern] = [
    path("", events.EventsPage.as_view(), name="events"),
    path("events.csv", events.EventsCsv.as_view(), name="events_csv"),
    path("new/", event_acts.EventFilePage.as_view(), name="event_new"),
    path("<int:pk>/", events.EventPage.as_view(), name="event"),
    path("<int:pk>/change/", event_acts.EventChangePage.as_view(), name="event_change"),
    path("<int:pk>/withdraw/", event_acts.EventWithdrawPage.as_view(), name="event_withdraw"),
    path("<int:pk>/answer/", event_acts.EventAnswerPage.as_view(), name="event_answer"),
]
