"""Addresses of the freeze pages."""

from django.urls import URLPattern, path

from maintenance.views import freezes

urlpatterns: list[URLPattern] = [
    path("", freezes.FreezesPage.as_view(), name="freezes"),
    path("new/", freezes.FreezeSetPage.as_view(), name="freeze_set"),
    path("<int:pk>/", freezes.FreezePage.as_view(), name="freeze"),
    path("<int:pk>/lift/", freezes.FreezeLiftPage.as_view(), name="freeze_lift"),
]
