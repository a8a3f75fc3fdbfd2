"""Addresses of the window calls."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
