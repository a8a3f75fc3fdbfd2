"""The form of a business event."""

from typing import Any

from django import forms

from hostops.accounts.models import Account, Person, Server
from hostops.web.fields import Instant, Text
from maintenance.actions.events import TITLE_LONGEST


class EventForm(forms.Form):
    """`account` is whose event it is; None while staff have not said, who then name servers once it is filed."""

    title = forms.CharField(label="What", max_length=TITLE_LONGEST, help_text="Such as: spring sale, product launch.")
    starts_at = Instant(label="From")
    ends_at = Instant(label="Until")
    needs = Text(label="What it needs", help_text="Bandwidth, expected traffic, people on call.")
    servers = forms.ModelMultipleChoiceField(
        Server.objects.none(),
        required=False,
        label="On which servers",
        widget=forms.CheckboxSelectMultiple,
        help_text="None ticked: all of the account's.",
    )

    def __init__(self, *args: Any, reader: Person, account: Account | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        if account is None:
            del self.fields["servers"]
            whose = forms.ModelChoiceField(
                Account.objects.visible_to(reader), label="Whose event", to_field_name="slug", empty_label=None
            )
            self.fields = {"account": whose, **self.fields}
        else:
            mine = Server.objects.visible_to(reader).filter(account=account, retired_at=None)
            fields["servers"].queryset = mine.order_by("hostname")


class AnswerForm(forms.Form):
    answer = Text(label="Answer", rows=6, help_text="What is done for it, or what you must know. The account is told.")


class WithdrawForm(forms.Form):
    reason = Text(label="Why", rows=3)
