from django.urls import path

from hostops.recovery.views import AskedPage, AskPage, DonePage, SetPage

urlpatterns = [
    path("accounts/reset/", AskPage.as_view(), name="password_reset"),
    path("accounts/reset/asked/", AskedPage.as_view(), name="password_reset_asked"),
    path("accounts/reset/done/", DonePage.as_view(), name="password_reset_done"),
    path("accounts/reset/<uidb64>/<token>/", SetPage.as_view(), name="password_reset_set"),
]
