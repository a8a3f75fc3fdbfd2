from django.urls import path

from tickets.reports.api.views import Attainment, Promises, TodayFigures

urlpatterns = [
    path("attainment/", Attainment.as_view(), name="api-attainment"),
    path("promises/", Promises.as_view(), name="api-promises"),
    path("today/", TodayFigures.as_view(), name="api-today"),
]
