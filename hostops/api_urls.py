"""Composition: the REST face, everything under /api/v1/. Rooms below and desks beside, by name."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
