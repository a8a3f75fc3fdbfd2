"""Django's forms, whose saving is an action of ours."""

from typing import Any

from django.contrib.auth.forms import PasswordResetForm, SetPasswordForm

from hostops.accounts.models import Person
from hostops.recovery.actions import password_reset, password_reset_ask


class AskForm(PasswordResetForm):
    """Finds who may sign in with the address: active people with a password, and no look-alike letters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = "Your e-mail address"
        self.fields["email"].widget.attrs["autofocus"] = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        people: Any = self.get_users(self.cleaned_data["email"])
        password_reset_ask(people=list(people))


class NewPasswordForm(SetPasswordForm):  # type: ignore[type-arg]  # generic to the type checker alone
    def save(self, commit: bool = True) -> Person:
        return password_reset(actor=self.user, password=self.cleaned_data["new_password1"])
