from django.urls import path

from hostops.accounts.api import views
from hostops.api.resources import both

urlpatterns = [
    path("me/", views.Me.as_view()),
    *both("accounts", "slug:slug", views.AccountViewSet),
    *both("contacts", "int:pk", views.ContactViewSet),
    *both("servers", "int:pk", views.ServerViewSet),
    *both("software", "int:pk", views.SoftwareViewSet),
]
