"""Fields that the desk's forms share."""

from datetime import timedelta
from typing import Any

from django import forms


class Minutes(forms.DecimalField):
    """A length in minutes; a timedelta in `cleaned_data`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_value=999_999, decimal_places=2, **kwargs)

    def clean(self, value: Any) -> Any:
        minutes = super().clean(value)
        return None if minutes is None else timedelta(seconds=round(minutes * 60))

    def prepare_value(self, value: Any) -> Any:
        return f"{value.total_seconds() / 60:g}" if isinstance(value, timedelta) else value
