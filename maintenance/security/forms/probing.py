"""The forms of announced tests and of blocks."""

from typing import Any

from django import forms

from hostops.web.fields import Instant, Text
from maintenance.security.actions.change import NAME_LONGEST
from maintenance.security.forms.named import Hostnames, Ranges, account_choice, numbered, servers_of_account
from maintenance.security.models import PenetrationTest


class AnnounceForm(forms.Form):
    """Who tests, from where, and when. Staff say whose servers; a customer's are its own."""

    tester = forms.CharField(label="Who tests", max_length=NAME_LONGEST, help_text="The firm, and whom to call.")
    ranges = Ranges(
        label="From which addresses", required=True,
        help_text="Ranges such as 203.0.113.0/24, with spaces or new lines between.",
    )  # fmt: skip
    starts_at, ends_at = Instant(label="From"), Instant(label="Until")
    servers = Hostnames(label="On which servers", help_text="Hostnames; none means all of the account's.")
    purpose = Text(label="What is tested", rows=3, help_text="And how, so that it is known again.")

    def __init__(self, *args: Any, reader: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._reader = reader
        if reader.account is None:
            self.fields = {"account": account_choice(reader), **self.fields}

    def given(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        account = data.setdefault("account", self._reader.account)
        return {**data, "servers": servers_of_account(self._reader, data["servers"], account)}


class BlockForm(forms.Form):
    """What is blocked, before which servers, since when, and why."""

    range = forms.CharField(label="Range", max_length=60, help_text="Such as 203.0.113.0/24, or one address.")
    reason = Text(label="Why, for the account to read", rows=3, required=True)
    servers = Hostnames(label="Kept from which servers", help_text="Hostnames; none means all of the account's.")
    test = forms.CharField(label="Announced test that it stops", required=False, help_text="Such as PT-3.")
    starts_at = Instant(label="Since", required=False, help_text="Now unless it is given.")
    ends_at = Instant(label="Until", required=False, help_text="Empty: until it is lifted.")

    def __init__(self, *args: Any, reader: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._reader = reader
        everybody = account_choice(
            reader, required=False, empty_label="Everybody's servers",
            help_text="Of everybody's, every customer reads the range and the reason.",
        )  # fmt: skip
        self.fields = {"account": everybody, **self.fields}

    def clean_test(self) -> PenetrationTest | None:
        found: PenetrationTest | None = numbered(PenetrationTest, self._reader, self.cleaned_data["test"])
        return found

    def given(self) -> dict[str, Any]:
        data = self.cleaned_data
        account = data["account"] or (data["test"].account if data["test"] else None)
        return {**data, "account": account, "servers": servers_of_account(self._reader, data["servers"], account)}
