"""Addresses of the calendar calls."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
