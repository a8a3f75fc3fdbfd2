from django.urls import path

from hostops.accounts.views.profile import PasswordPage, ProfilePage
from hostops.accounts.views.sign_in import SignInPage, SignOut

urlpatterns = [
    path("accounts/login/", SignInPage.as_view(), name="sign_in"),
    path("accounts/logout/", SignOut.as_view(), name="sign_out"),
    path("profile/", ProfilePage.as_view(), name="profile"),
    path("profile/password/", PasswordPage.as_view(), name="password"),
]
