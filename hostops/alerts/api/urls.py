from django.urls import path

from hostops.alerts.api.views import AlertAcknowledge, AlertViewSet
from hostops.api.resources import both

urlpatterns = [
    *both("alerts", "int:pk", AlertViewSet),
    path("alerts/<int:pk>/acknowledge/", AlertAcknowledge.as_view()),
]
