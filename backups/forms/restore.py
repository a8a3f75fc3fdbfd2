"""The form that asks for a restore."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.validators import MinValueValidator

_EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)


class RestoreForm(forms.Form):
    """`copies` are (run, in words), the latest first; `levels` those of the policy, none where it has none."""

    copy = forms.TypedChoiceField(label="Back to", required=False, coerce=int, empty_value=None)
    to = forms.DateTimeField(
        label="Or to the last copy before",
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        validators=[MinValueValidator(_EARLIEST, message="This lies too far in the past.")],
        help_text="Where it is filled in, it counts instead.",
    )
    what = forms.CharField(
        label="What, and where to",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Such as: the folder /srv/shop, beside what is there now.",
    )
    requested_severity = forms.TypedChoiceField(
        label="How urgent it is", required=False, coerce=int, empty_value=None, widget=forms.RadioSelect
    )

    def __init__(
        self,
        *args: Any,
        copies: Sequence[tuple[int, str]] = (),
        levels: Sequence[tuple[int, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["copy"].choices = [("", "None of these: the instant below"), *copies]
        fields["requested_severity"].choices = levels
        if not levels:
            del self.fields["requested_severity"]
        if not copies:
            del self.fields["copy"]

    def given(self) -> dict[str, Any]:
        """What was typed, as `restore_ask` takes it."""
        names = {"copy": "run", "to": "to", "what": "what", "requested_severity": "requested_severity"}
        typed = {name: self.cleaned_data[field] for field, name in names.items() if field in self.cleaned_data}
        return typed | ({"run": None} if typed["to"] else {})
