"""A month in a query or a body: `2026-10`."""

from datetime import date
from typing import Any

import django_filters
from django import forms
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from maintenance.rules.months import month_key, parse_month

_WRITTEN = {"type": "string", "pattern": r"^\d{4}-(0[1-9]|1[0-2])$", "example": "2026-10"}


class MonthFormField(forms.CharField):
    """The first day of the month that is written; None for nothing."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return parse_month(text) if text else None
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None


@extend_schema_field(_WRITTEN)
class MonthFilter(django_filters.Filter):
    field_class = MonthFormField


@extend_schema_field(_WRITTEN)
class Month(serializers.Field[date, Any, str, date]):
    """A month, as its first day."""

    def to_internal_value(self, data: Any) -> date:
        if not isinstance(data, str):
            raise serializers.ValidationError("Write a month as text, such as 2026-10.")
        try:
            return parse_month(data)
        except ValueError as error:
            raise serializers.ValidationError(str(error)) from None

    def to_representation(self, value: date) -> str:
        return month_key(value)
