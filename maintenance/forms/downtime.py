"""Forms about downtimes. Instants are typed to the second."""

from typing import Any

from django import forms

from hostops.accounts.models import Account, Person
from hostops.lib.errors import BadField
from hostops.lib.references import number_of
from hostops.subjects.models import Subject
from hostops.web.fields import Instant, MonthField, Text
from maintenance.models import Source, Window
from maintenance.querysets import PREFIX
from maintenance.serversnamed import NotOne, one_server

_HIGHEST = 2**63 - 1


class DowntimeForm(forms.Form):
    """A server and its window or case are named by what people call them."""

    server = forms.CharField(label="Server", max_length=253, help_text="The hostname.")
    account = forms.SlugField(
        label="Account", required=False, help_text="Its short name, where several accounts have a server of this name."
    )
    starts_at = Instant(label="Down from", seconds=True)
    ends_at = Instant(label="Until", seconds=True, required=False, help_text="Empty while it goes on.")
    cause = Text(label="What it was", rows=3, help_text="The account reads this.")
    source = forms.ChoiceField(label="Known from", choices=Source.choices, initial=Source.HAND)
    window = forms.CharField(label="Window", required=False, help_text="Such as SW-12.")
    case = forms.CharField(label="Case", required=False, help_text="Such as HC-1042.")

    def __init__(self, *args: Any, reader: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._reader = reader

    def clean_window(self) -> Window | None:
        name = self.cleaned_data["window"]
        number = number_of(PREFIX, name) or 0
        found = Window.objects.visible_to(self._reader).filter(pk=number).first() if number <= _HIGHEST else None
        window: Window | None = _known(name, found, "window")
        return window

    def clean_case(self) -> Subject | None:
        name = self.cleaned_data["case"].strip().upper()
        found = Subject.objects.visible_to(self._reader).filter(kind="case", reference=name).first()
        case: Subject | None = _known(name, found, "case")
        return case

    def given(self) -> dict[str, Any]:
        """What was typed, as the action takes it; BadField where the server is none, or several."""
        data = dict(self.cleaned_data)
        try:
            server = one_server(self._reader, data["server"], data.pop("account"))
        except NotOne as error:
            raise BadField({"server": str(error)}) from None
        return {**data, "server": server}


def _known(name: str, found: Any, what: str) -> Any:
    if name and found is None:
        raise forms.ValidationError(f"There is no such {what}.")
    return found


class CorrectForm(forms.Form):
    starts_at = Instant(label="Down from", seconds=True)
    ends_at = Instant(label="Until", seconds=True, required=False, help_text="Empty while it goes on.")
    cause = Text(label="What it was", rows=3)
    withdrawn = forms.BooleanField(label="There was no such downtime", required=False)
    reason = Text(label="Why it is corrected", rows=3)


class ExcludeForm(forms.Form):
    """`known` are the causes of the policy: (name, title)."""

    exclusion = forms.ChoiceField(label="Cause")
    reason = Text(label="Why", rows=4, help_text="The account reads this.")

    def __init__(self, *args: Any, known: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["exclusion"].choices = known


class ReasonForm(forms.Form):
    reason = Text(label="Why", rows=3)


class NoteForm(forms.Form):
    note = Text(label="Note", rows=3)


class CloseForm(forms.Form):
    """A reason is asked for where a month was closed before; the journal keeps it."""

    reason = Text(label="Why", rows=3, help_text="For a revision: what was corrected.")


class MonthForm(forms.Form):
    """Which month, and for staff whose. Empty: the present month, all accounts."""

    account = forms.ModelChoiceField(
        Account.objects.none(), to_field_name="slug", required=False, empty_label="All accounts", label="Account"
    )
    month = MonthField(label="Month", required=False)

    def __init__(self, *args: Any, reader: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        if reader.is_staff_member:
            fields["account"].queryset = Account.objects.visible_to(reader)
        else:
            del self.fields["account"]  # a customer has one
