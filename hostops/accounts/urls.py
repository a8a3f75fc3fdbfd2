from django.urls import path

from hostops.accounts.views.profile import PasswordPage, ProfilePage
from hostops.accounts.views.sign_in import SignInPage, SignOut
from hostops.accounts.views.tokens import TokenMakePage, TokenRevokePage

urlpatterns = [
    path("accounts/login/", SignInPage.as_view(), name="sign_in"),
    path("accounts/logout/", SignOut.as_view(), name="sign_out"),
    path("profile/", ProfilePage.as_view(), name="profile"),
    path("profile/password/", PasswordPage.as_view(), name="password"),
    path("profile/tokens/new/", TokenMakePage.as_view(), name="token_make"),
    path("profile/tokens/<int:pk>/revoke/", TokenRevokePage.as_view(), name="token_revoke"),
]
