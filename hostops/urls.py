"""Composition: every room's pages, and the REST face under /api/v1/."""

from django.urls import URLPattern, URLResolver, include, path

from hostops.web.styleguide import Styleguide

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("tickets.top_urls")),
    path("styleguide/", Styleguide.as_view(), name="styleguide"),
    path("", include("hostops.accounts.urls")),
    path("", include("hostops.recovery.urls")),
    path("", include("hostops.policies.urls")),
    path("", include("hostops.clocks.urls")),
    path("", include("hostops.alerts.urls")),
    path("", include("hostops.duty.urls")),
    path("", include("hostops.inventory.urls")),
    path("", include("hostops.alerts.vitals_urls")),
    path("cases/", include("tickets.urls")),
    path("", include("tickets.reports.urls")),
    path("", include("tickets.desk_urls")),
    path("", include("maintenance.urls")),
    path("", include("backups.urls")),
    path("api/v1/", include("hostops.api_urls")),
]

handler400 = "hostops.faces.bad_request"
handler403 = "hostops.web.errors.forbidden"
handler404 = "hostops.web.errors.not_found"
handler500 = "hostops.faces.server_error"
