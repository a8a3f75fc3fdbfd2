"""Form fields that every room shares."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.validators import MinValueValidator

from hostops.lib.months import parse_month

# No server, contract or call is older than the firm; a mistyped year is told at the field.
_EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)


class Text(forms.CharField):
    """Several lines. What an action asks for is the action's to refuse, so nothing is required here."""

    def __init__(self, *, rows: int = 4, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), strip=False, **kwargs)


class Instant(forms.DateTimeField):
    """A date and time in the reader's zone, which the page names at its foot; to the second where that counts.

    A time that the zone's clocks skip, or show twice, is refused at the field.
    """

    def __init__(self, *, seconds: bool = False, **kwargs: Any) -> None:
        attrs = {"type": "datetime-local"} | ({"step": "1"} if seconds else {})
        widget = forms.DateTimeInput(attrs=attrs, format="%Y-%m-%dT%H:%M:%S" if seconds else "%Y-%m-%dT%H:%M")
        early = MinValueValidator(_EARLIEST, message="This lies too far in the past.")
        super().__init__(widget=widget, validators=[early], **kwargs)


class MonthField(forms.CharField):
    """`2026-10`, as its first day; None for nothing."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs={"type": "month", "placeholder": "2026-10"}), **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return parse_month(text) if text else None
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None
