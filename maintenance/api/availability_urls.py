"""Addresses of the availability calls."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
