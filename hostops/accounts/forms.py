from typing import Any
from zoneinfo import available_timezones

from django import forms

from hostops.accounts.models import Person
from hostops.accounts.tokens import Scope


def zone_choices(present: str) -> list[tuple[str, str]]:
    """Every zone that is a place, UTC first, and the person's own whatever it is."""
    places = {name for name in available_timezones() if "/" in name and not name.startswith("Etc/")}
    return [(name, name.replace("_", " ")) for name in ["UTC", *sorted((places | {present}) - {"UTC"})]]


class ProfileForm(forms.Form):
    timezone = forms.ChoiceField(
        label="Time zone", help_text="Every time in the portal and in its mails is shown in it."
    )
    day_starts = forms.TimeField(
        label="Your day starts",
        help_text="Alerts that need not wake you are told between these hours.",
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    day_ends = forms.TimeField(label="Your day ends", widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["timezone"].choices = zone_choices(person.timezone)  # type: ignore[attr-defined]


class TokenForm(forms.Form):
    name = forms.CharField(
        max_length=100, label="What is it for?", help_text="Such as the program and the machine it runs on."
    )
    scope = forms.ChoiceField(label="It may", choices=Scope.choices, initial=Scope.READ, widget=forms.RadioSelect)
    expires_at = forms.DateTimeField(
        required=False,
        label="Ends at",
        help_text="Empty means it works until you revoke it.",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
