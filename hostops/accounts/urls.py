from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path

urlpatterns = [
    path("accounts/login/", LoginView.as_view(template_name="accounts/sign_in.html"), name="sign_in"),
    path("accounts/logout/", LogoutView.as_view(), name="sign_out"),
]
