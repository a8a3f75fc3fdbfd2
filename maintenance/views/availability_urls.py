"""Addresses of the availability pages."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
