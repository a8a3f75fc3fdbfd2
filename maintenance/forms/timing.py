"""Months as people type them."""

from typing import Any

from django import forms

from maintenance.rules.months import parse_month


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
