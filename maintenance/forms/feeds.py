from typing import Any

from django import forms

from hostops.accounts.models import Account, Person
from hostops.accounts.roles import may
from maintenance.actions.feeding import SHARE


class FeedForm(forms.Form):
    """Who may share one is asked whose windows it is to have."""

    name = forms.CharField(max_length=100, label="Where will it be used?", help_text="Such as: my telephone.")
    account = forms.ModelChoiceField(
        queryset=Account.objects.none(), required=False, label="Whose windows?", empty_label="Those that I see"
    )

    def __init__(self, *args: Any, reader: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if may(reader, SHARE):
            accounts: Any = self.fields["account"]
            accounts.queryset = Account.objects.visible_to(reader)
        else:
            del self.fields["account"]
