"""The REST calls of what was kept: compliance."""

from django.urls import path

from maintenance.patching.api.compliance import Compliance

urlpatterns = [path("compliance/", Compliance.as_view())]
