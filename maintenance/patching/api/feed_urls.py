"""REST calls of what was published: releases, updates, advisories, the catalogue of what is exploited, feeds."""

from django.urls import path

from hostops.api.resources import both
from maintenance.patching.actions.reading import SOURCES
from maintenance.patching.api.advisories import AdvisoryViewSet, ExploitedViewSet
from maintenance.patching.api.feeds import FeedView, ReadingViewSet
from maintenance.patching.api.releases import ReleaseViewSet, ReleaseWithdraw
from maintenance.patching.api.updates import UpdateViewSet

urlpatterns = [
    *both("releases", "int:pk", ReleaseViewSet),
    path("releases/<int:pk>/withdraw/", ReleaseWithdraw.as_view()),
    *both("updates", "int:pk", UpdateViewSet),
    *both("advisories", "int:pk", AdvisoryViewSet),
    *both("exploited", "int:pk", ExploitedViewSet),
    *(path(f"feeds/{source}/", FeedView.as_view(feed=source)) for source in SOURCES),
    *both("feeds", "int:pk", ReadingViewSet),
]
