from django.urls import path

from hostops.api.resources import both
from hostops.inventory.api import views

urlpatterns = [
    *both("locations", "slug:slug", views.LocationAddSet),
    *both("zones", "slug:slug", views.ZoneViewSet),
    path("zones/<slug:slug>/change/", views.ZoneChange.as_view()),
    *both("links", "int:pk", views.LinkViewSet),
    path("links/<int:pk>/remove/", views.LinkRemove.as_view()),
    path("servers/<int:pk>/place/", views.ServerPlace.as_view()),
    path("inventory/checks/", views.Checks.as_view()),
]
