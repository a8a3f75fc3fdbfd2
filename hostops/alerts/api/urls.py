from django.urls import path

from hostops.alerts.api.views import AlertAcknowledge, AlertCourse, AlertViewSet
from hostops.api.resources import both

urlpatterns = [
    *both("alerts", "int:pk", AlertViewSet),
    path("alerts/<int:pk>/course/", AlertCourse.as_view()),
    path("alerts/<int:pk>/acknowledge/", AlertAcknowledge.as_view()),
]
