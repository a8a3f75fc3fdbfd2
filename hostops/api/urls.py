"""The face's own addresses: its description, and the answer to whatever else is asked."""

from django.urls import path, re_path

from hostops.api.description import OpenApiView, browsable
from hostops.api.views import NothingHere

urlpatterns = [
    path("schema/", OpenApiView.as_view(), name="api-schema"),
    path("docs/", browsable, name="api-docs"),
    re_path("", NothingHere.as_view()),
]
