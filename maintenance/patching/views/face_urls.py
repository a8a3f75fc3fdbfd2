"""The pages of what was kept: the board of servers by period, and compliance."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
