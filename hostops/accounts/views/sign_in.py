from typing import Any

from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from hostops.accounts.door import Door
from hostops.accounts.sign_ins import sign_in_failed, signed_in, signed_out
from hostops.journal.middleware import client_address
from hostops.web.errors import too_many


class SignInPage(LoginView):
    """Name and password, or 429 with how long to wait; every outcome is in the journal."""

    template_name = "accounts/sign_in.html"
    authentication_form = AuthenticationForm
    redirect_authenticated_user = True

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.door = Door(request.POST.get("username", ""), client_address(request))
        wait = self.door.knock()
        return too_many(request, wait) if wait else super().post(request, *args, **kwargs)

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        self.door.opened()
        answer = super().form_valid(form)
        signed_in(actor=form.get_user())
        return answer

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        sign_in_failed(name=self.door.name)
        return super().form_invalid(form)

    def get_redirect_url(self, *args: Any) -> str:
        """Where the reader wanted to go: on this site, and neither back here nor out."""
        wanted = super().get_redirect_url(*args)
        return "" if wanted.startswith((reverse("sign_in"), reverse("sign_out"))) else wanted


class SignOut(LogoutView):
    """By POST alone: a link in somebody's mail signs nobody out."""

    http_method_names = ("post", "options")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            signed_out(actor=request.user)
        return super().post(request, *args, **kwargs)
