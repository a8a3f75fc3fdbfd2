from django.urls import path

from hostops.clocks.views import ClockPage

urlpatterns = [path("clocks/<int:pk>/", ClockPage.as_view(), name="clock")]
