"""The forms of customers' own code, and of a shutdown."""

from typing import Any

from django import forms

from hostops.web.fields import Text
from hostops.web.versioned import VersionedForm
from maintenance.security.actions.change import NAME_LONGEST
from maintenance.security.actions.code import SITE_LONGEST
from maintenance.security.forms.named import account_choice, server_of_account
from maintenance.security.models import CustomCode


class _CodeForm(forms.Form):
    name = forms.CharField(label="Name", max_length=NAME_LONGEST)
    maintained = forms.BooleanField(
        label="Under our code maintenance", required=False,
        help_text="Corrected by us and billed; without it the site may be shut down for a risk (itpdx:5k).",
    )  # fmt: skip
    server = forms.CharField(
        label="Server",
        required=False,
        max_length=253,
        help_text="The hostname, such as web1.example; empty where it is on none.",
    )
    site = forms.CharField(
        label="Site", required=False, max_length=SITE_LONGEST, help_text="Where it is reached, such as shop.example."
    )
    note = Text(label="Note", rows=3, help_text="What the maintenance covers, or since when there is none.")


class RegisterForm(_CodeForm):
    """Whose code, where it runs, and whether it is maintained."""

    def __init__(self, *args: Any, reader: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._reader = reader
        self.fields = {"account": account_choice(reader), **self.fields}

    def given(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {**data, "server": server_of_account(self._reader, data["server"], data["account"])}


class ChangeForm(_CodeForm, VersionedForm):
    """What is to be otherwise, and why."""

    reason = Text(label="Why", rows=2, required=True)

    def __init__(self, *args: Any, reader: Any, code: CustomCode, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._reader, self._account = reader, code.account

    def given(self) -> dict[str, Any]:
        data = super().given()
        return {**data, "server": server_of_account(self._reader, data["server"], self._account)}


class AnswerForm(VersionedForm):
    answer = Text(label="What you do about the risk", rows=5, required=True)
