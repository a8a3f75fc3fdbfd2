from django.urls import path

from hostops.alerts.views.alerts import AcknowledgePage, AlertPage, AlertsPage
from hostops.alerts.views.bell import BellCount, BellPage
from hostops.alerts.views.mails import MailFilePage, MailsPage

urlpatterns = [
    path("alerts/", AlertsPage.as_view(), name="alerts"),
    path("alerts/<int:pk>/", AlertPage.as_view(), name="alert"),
    path("alerts/<int:pk>/acknowledge/", AcknowledgePage.as_view(), name="alert_acknowledge"),
    path("bell/", BellPage.as_view(), name="bell"),
    path("bell/count/", BellCount.as_view(), name="bell_count"),
    path("mails/", MailsPage.as_view(), name="mails"),
    path("mails/<str:name>/", MailFilePage.as_view(), name="mail"),
]
