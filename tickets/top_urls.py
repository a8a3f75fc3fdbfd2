"""What of the case desk stands at the top of the site: the start, and what is half written."""

from django.urls import path

from tickets.views.drafts import DraftsPage
from tickets.views.home import home

urlpatterns = [
    path("", home, name="home"),
    path("drafts/", DraftsPage.as_view(), name="drafts"),
]
