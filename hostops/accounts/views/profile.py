"""A person's own page: who the portal thinks they are, and what they may change about it."""

from typing import Any

from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import PasswordChangeForm
from django.urls import reverse

from hostops.accounts.forms import ProfileForm
from hostops.accounts.profile import password_change, profile_change
from hostops.accounts.roles import may
from hostops.accounts.token_actions import MAKE
from hostops.accounts.tokens import Token
from hostops.web.acts import ActPage


class ProfilePage(ActPage):
    template_name = "accounts/profile.html"
    form_class = ProfileForm
    title = "Profile"
    said = "Your profile is saved."

    def context(self) -> dict[str, Any]:
        tokens = Token.objects.visible_to(self.reader).filter(revoked_at=None)
        return super().context() | {"tokens": tokens, "may_make_tokens": may(self.reader, MAKE)}

    def initial(self) -> dict[str, Any]:
        return {name: getattr(self.reader, name) for name in ("timezone", "day_starts", "day_ends")}

    def form_arguments(self) -> dict[str, Any]:
        return {"person": self.reader}

    def act(self, form: Any) -> Any:
        return profile_change(actor=self.reader, **form.cleaned_data)

    def done(self, result: Any) -> str:
        return reverse("profile")


class PasswordPage(ActPage):
    form_class = PasswordChangeForm
    title = "Change your password"
    submit = "Change password"
    said = "Your password is changed. Other browsers are signed out."

    def form(self, *bound: Any) -> Any:
        return self.form_class(self.reader, *bound[:1])

    def act(self, form: Any) -> Any:
        person = password_change(actor=self.reader, password=form.cleaned_data["new_password1"])
        update_session_auth_hash(self.request, person)
        return person

    def done(self, result: Any) -> str:
        return reverse("profile")
