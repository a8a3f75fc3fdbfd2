"""Addresses of the event calls."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
