"""Addresses of the window pages."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
