"""The calls by which runs are heard of, and those about what was heard."""

from django.urls import path

from backups.api import keys, strays
from backups.api.reports import ReportView
from backups.api.runs import Bulk, RunViewSet
from backups.reading import TOOLS
from hostops.api.resources import both

urlpatterns = [
    *both("backups/keys", "int:pk", keys.KeyViewSet),
    path("backups/keys/<int:pk>/revoke/", keys.KeyRevoke.as_view()),
    path("backups/pings/", keys.PingViewSet.as_view({"get": "list"})),
    *(path(f"backups/reports/{tool}/", ReportView.as_view(tool=tool)) for tool in TOOLS),
    path("backups/runs/bulk/", Bulk.as_view()),
    *both("backups/runs", "int:pk", RunViewSet),
    *both("backups/strays", "int:pk", strays.StrayViewSet),
    path("backups/strays/<int:pk>/assign/", strays.StrayAssign.as_view()),
    path("backups/strays/<int:pk>/away/", strays.StrayPutAway.as_view()),
]
