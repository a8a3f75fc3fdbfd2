"""The REST calls of what was kept: compliance."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
