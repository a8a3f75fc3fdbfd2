from django.urls import path

from hostops.api.resources import both
from hostops.clocks.api.deadlines import Deadlines
from hostops.clocks.api.views import ClockAttribute, ClockExplanation, ClockViewSet

urlpatterns = [
    path("deadlines/", Deadlines.as_view()),
    *both("clocks", "int:pk", ClockViewSet),
    path("clocks/<int:pk>/explanation/", ClockExplanation.as_view()),
    path("clocks/<int:pk>/attribute/", ClockAttribute.as_view()),
]
