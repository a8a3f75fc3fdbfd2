"""Addresses of the freeze calls."""

from django.urls import URLPattern, path

from hostops.api.resources import both
from maintenance.api import freezes

urlpatterns: list[URLPattern] = [
    *both("freezes", "int:pk", freezes.FreezeViewSet),
    path("freezes/<int:pk>/lift/", freezes.FreezeLift.as_view()),
]
