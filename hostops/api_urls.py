"""Composition: the REST face, everything under /api/v1/. Rooms below and desks beside, by name."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("hostops.accounts.api.urls")),
    path("", include("hostops.policies.api.urls")),
    path("", include("hostops.clocks.api.urls")),
    path("", include("hostops.alerts.api.urls")),
    path("", include("hostops.duty.api.urls")),
    path("", include("hostops.inventory.api.urls")),
    path("", include("tickets.api.urls")),
    path("reports/", include("tickets.reports.api.urls")),
    path("", include("maintenance.api.urls")),
    path("", include("backups.api.urls")),
    # last: it answers every address that nobody above has
    path("", include("hostops.api.urls")),
]
