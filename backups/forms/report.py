"""Which account's month a report is about."""

from typing import Any

from django import forms

from hostops.accounts.models import Account, Person
from hostops.web.fields import MonthField


class ReportForm(forms.Form):
    account = forms.ModelChoiceField(
        Account.objects.none(), to_field_name="slug", required=False, empty_label="Choose one", label="Account"
    )
    month = MonthField(label="Month")

    def __init__(self, *args: Any, reader: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        if reader.is_staff_member:
            fields["account"].queryset = Account.objects.visible_to(reader)
        else:
            del fields["account"]  # a customer has one
