"""Addresses of the calls of runs and exceptions."""

from django.urls import URLPattern, path

from hostops.api.resources import both
from maintenance.patching.api import exceptions, runs

_RUN, _EXCEPTION = "runs/<int:pk>/", "exceptions/<int:pk>/"

urlpatterns: list[URLPattern] = [
    path("runs/record/", runs.RunRecord.as_view()),
    *both("runs", "int:pk", runs.RunViewSet),
    path(f"{_RUN}change/", runs.RunChange.as_view()),
    path(f"{_RUN}start/", runs.RunStart.as_view()),
    path(f"{_RUN}results/", runs.RunResults.as_view({"get": "list", "post": "create"})),
    path(f"{_RUN}finish/", runs.RunFinish.as_view()),
    path(f"{_RUN}cancel/", runs.RunCancel.as_view()),
    *both("exceptions", "int:pk", exceptions.ExceptionViewSet),
    path(f"{_EXCEPTION}approve/", exceptions.ExceptionApprove.as_view()),
    path(f"{_EXCEPTION}decline/", exceptions.ExceptionDecline.as_view()),
    path(f"{_EXCEPTION}end/", exceptions.ExceptionEnd.as_view()),
]
