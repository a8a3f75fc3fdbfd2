"""Forms of the desk's books: what is filtered by, what is said of slots and days, what a restore test was."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms

from backups.booklooks import EXCEPTIONS
from backups.models import Run
from hostops.accounts.models import Account, Person
from hostops.policies.models import Policy
from hostops.web.fields import Instant, Text

_HIGHEST = 2**63 - 1


def _states() -> Iterator[tuple[str, str]]:
    return ((name, look.label) for name, look in EXCEPTIONS.items())


class ExceptionsForm(forms.Form):
    """Which exceptions; nothing given is what stands since yesterday. Customers choose no account and no policy."""

    day = forms.DateField(label="Day", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    state = forms.ChoiceField(
        label="What it is", required=False,
        choices=[("", "Anything"), ("broken", "Promise broken"), *_states()],
    )  # fmt: skip
    answered = forms.ChoiceField(
        label="Answered", required=False, choices=[("", "Any"), ("no", "Nothing said yet"), ("yes", "Answered")]
    )
    server = forms.CharField(label="Server", required=False, max_length=253)
    policy = forms.ModelChoiceField(
        Policy.objects.none(), label="Policy", required=False, to_field_name="slug", empty_label="All policies"
    )
    account = forms.ModelChoiceField(
        Account.objects.none(), label="Account", required=False, to_field_name="slug", empty_label="All accounts"
    )

    def __init__(self, *args: Any, reader: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        if reader.is_staff_member:
            fields["policy"].queryset = Policy.objects.visible_to(reader)
            fields["account"].queryset = Account.objects.visible_to(reader)
        else:
            del self.fields["policy"], self.fields["account"]


class RemarkForm(forms.Form):
    """`reasons` are those that all the slots' tiers know: (name, title)."""

    words = Text(rows=3, label="What was done", help_text="The account reads this.")
    reason = forms.ChoiceField(
        label="Closed by", required=False, help_text="A reason of the policy closes a miss; without one it stays open."
    )

    def __init__(self, *args: Any, reasons: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        if reasons:
            fields["reason"].choices = [("", "No reason of the policy"), *reasons]
        else:
            del self.fields["reason"]


class SignForm(forms.Form):
    words = Text(
        rows=3, label="Of the day as a whole", help_text="Need not be filled in. What is signed cannot be changed."
    )


class DayNoteForm(forms.Form):
    words = Text(rows=3, label="What became known since")


class TrialForm(forms.Form):
    """A server is named by its hostname, the copy by its run."""

    server = forms.CharField(label="Server", max_length=253, help_text="The hostname.")
    account = forms.SlugField(
        label="Account", required=False, help_text="Its short name, where several accounts have a server of this name."
    )
    run = forms.IntegerField(
        label="From which copy", required=False, min_value=1, max_value=_HIGHEST,
        help_text="The number of its run, as the server's page and REST give it.",
    )  # fmt: skip
    what = Text(rows=3, label="What was restored", help_text="Such as: the database shop, into an empty server.")
    started_at = Instant(label="Begun")
    finished_at = Instant(label="Ended")
    succeeded = forms.TypedChoiceField(
        label="What came of it", coerce=lambda value: value == "yes", widget=forms.RadioSelect,
        choices=[("yes", "It came back"), ("no", "It failed")],
    )  # fmt: skip
    findings = Text(rows=3, label="Findings", help_text="Needed where it failed.")
    checked_by = forms.CharField(label="Checked by", max_length=200, help_text="Who looked at what came back.")

    def __init__(self, *args: Any, reader: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._reader = reader

    def clean_run(self) -> Run | None:
        number = self.cleaned_data["run"]
        if number is None:
            return None
        run: Run | None = Run.objects.visible_to(self._reader).select_related("schedule").filter(pk=number).first()
        if run is None:
            raise forms.ValidationError("There is no such run, or none that you may see.")
        return run
