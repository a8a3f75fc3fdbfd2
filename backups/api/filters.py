"""Filters that several lists of the desk have."""

from typing import Any

import django_filters
from django import forms
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field

from backups.naming import number_in


class _NumberField(forms.CharField):
    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        number = number_in(text)
        if number is None:
            raise forms.ValidationError("Write a schedule as BK-12.")
        return number


@extend_schema_field(OpenApiTypes.STR)
class ScheduleFilter(django_filters.Filter):
    """`?schedule=BK-12`."""

    field_class = _NumberField
