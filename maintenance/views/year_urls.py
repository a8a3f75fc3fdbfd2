"""Addresses of the year pages."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
