"""The way in for whoever has forgotten the password. One answer for an address that is known and one that is not."""

from typing import Any

from django.contrib.auth import views
from django.http import HttpRequest, HttpResponse
from django.urls import reverse_lazy

from hostops.accounts.door import Door
from hostops.journal.middleware import client_address
from hostops.recovery.forms import AskForm, NewPasswordForm
from hostops.recovery.links import tokens
from hostops.web.errors import too_many


class AskPage(views.PasswordResetView):
    """Asks for the mail address, or says 429 with how long to wait: for one of them, and from one network address."""

    template_name = "accounts/reset_ask.html"
    form_class = AskForm
    token_generator = tokens
    success_url = reverse_lazy("password_reset_asked")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        wait = Door(request.POST.get("email", ""), client_address(request), "password_reset").knock()
        return too_many(request, wait) if wait else super().post(request, *args, **kwargs)


class AskedPage(views.PasswordResetDoneView):
    template_name = "accounts/reset_asked.html"


class SetPage(views.PasswordResetConfirmView):
    """Takes the link's token out of the address and asks for the new password."""

    template_name = "accounts/reset_set.html"
    form_class = NewPasswordForm
    token_generator = tokens
    success_url = reverse_lazy("password_reset_done")


class DonePage(views.PasswordResetCompleteView):
    template_name = "accounts/reset_done.html"
