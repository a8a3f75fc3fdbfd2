"""Addresses of the year calls."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
