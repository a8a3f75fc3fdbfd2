"""The pages of what was published: releases, advisories, what is exploited, feeds; and what a server lacks of it."""

from django.urls import path

from maintenance.patching.views import advisories, feeds, releases
from maintenance.patching.views.servers import PatchServerPage

urlpatterns = [
    path("releases/", releases.ReleasesPage.as_view(), name="patch_releases"),
    path("releases/releases.csv", releases.ReleasesCsv.as_view(), name="patch_releases_csv"),
    path("releases/new/", releases.ReleaseRecordPage.as_view(), name="patch_release_new"),
    path("releases/<int:pk>/", releases.ReleasePage.as_view(), name="patch_release"),
    path("releases/<int:pk>/withdraw/", releases.ReleaseWithdrawPage.as_view(), name="patch_release_withdraw"),
    path("advisories/", advisories.AdvisoriesPage.as_view(), name="patch_advisories"),
    path("advisories/<int:pk>/", advisories.AdvisoryPage.as_view(), name="patch_advisory"),
    path("exploited/", advisories.ExploitedPage.as_view(), name="patch_exploited"),
    path("exploited/<int:pk>/", advisories.ExploitedOnePage.as_view(), name="patch_exploited_one"),
    path("feeds/", feeds.FeedsPage.as_view(), name="patch_feeds"),
    path("feeds/read/", feeds.FeedReadPage.as_view(), name="patch_feed_read"),
    path("servers/<int:pk>/", PatchServerPage.as_view(), name="patch_server"),
]
