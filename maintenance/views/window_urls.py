"""Addresses of the window pages."""

from django.urls import URLPattern, path

from maintenance.views import numbers as numbers  # registers <window:pk>
from maintenance.views.acts import ACTS
from maintenance.views.checks import CheckPage
from maintenance.views.export import windows_csv
from maintenance.views.find import WindowFind
from maintenance.views.lists import windows
from maintenance.views.page import WindowPage, WindowPreview, WindowStepTick, WindowUnlink
from maintenance.views.write import ChangeWindow, NewWindow

urlpatterns: list[URLPattern] = [
    path("", windows, name="windows"),
    path("", windows, name="maintenance"),  # what customers' menu calls it
    path("windows.csv", windows_csv, name="windows_csv"),
    path("find/", WindowFind.as_view(), name="windows_find"),
    path("new/", NewWindow.as_view(), name="window_new"),
    path("check/", CheckPage.as_view(), name="windows_check"),
    path("<window:pk>/", WindowPage.as_view(), name="window"),
    path("<window:pk>/change/", ChangeWindow.as_view(), name="window_change"),
    path("<window:pk>/preview/", WindowPreview.as_view(), name="window_preview"),
    path("<window:pk>/steps/<int:step>/", WindowStepTick.as_view(), name="window_step"),
    path("<window:pk>/links/<int:link>/remove/", WindowUnlink.as_view(), name="window_unlink"),
    *(path(f"<window:pk>/{act.name}/", act.as_view(), name=f"window_{act.name}") for act in ACTS),
]
