"""Addresses of the availability calls."""

from django.urls import URLPattern, path

from hostops.api.resources import both
from maintenance.api import availability, downtimes

urlpatterns: list[URLPattern] = [
    *both("downtimes", "int:pk", downtimes.DowntimeViewSet),
    path("downtimes/<int:pk>/correct/", downtimes.DowntimeCorrect.as_view()),
    path("downtimes/<int:pk>/exclude/", downtimes.DowntimeExclude.as_view()),
    path("downtimes/<int:pk>/approve/", downtimes.ExclusionApprove.as_view()),
    path("downtimes/<int:pk>/refuse/", downtimes.ExclusionRefuse.as_view()),
    path("availability/", availability.Availability.as_view(), name="api-availability"),
    path("availability/accounts/", availability.Accounts.as_view({"get": "list"}), name="api-availability-accounts"),
    path("availability/revisions/<int:pk>/", availability.Revision.as_view(), name="api-availability-revision"),
    path("availability/close/", availability.Close.as_view(), name="api-availability-close"),
]
