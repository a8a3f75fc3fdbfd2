"""Filters by field name. What is not declared is refused: a typing error must not list everything."""

from collections.abc import Iterable, Iterator
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.datastructures import MultiValueDict
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework.request import Request

from hostops.api.fields import parse_instant
from hostops.api.pagination import PARAMETERS
from hostops.api.pointers import Fault, fault, faults
from hostops.api.problems import BadRequest


class StrictFilterBackend(DjangoFilterBackend):
    """The view's `filterset_class`, with 400 for a parameter it does not know or a value it cannot have.

    A parameter without a value filters nothing; one given twice is refused, unless it means any of them.
    """

    def get_filterset_kwargs(self, request: Request, queryset: QuerySet[Any], view: Any) -> dict[str, Any]:
        given = {name: list(filter(None, values)) for name, values in request.query_params.lists()}
        data = MultiValueDict({name: values for name, values in given.items() if values})
        return {**super().get_filterset_kwargs(request, queryset, view), "data": data}

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: Any) -> QuerySet[Any]:
        filterset = self.get_filterset(request, queryset, view)
        filters = {} if filterset is None else filterset.filters
        wrong = list(_unknown(request, filters)) or list(_repeated(request, filters))
        if not wrong and filterset is not None and not filterset.is_valid():
            messages = {name: list(map(str, errors)) for name, errors in filterset.errors.items()}
            wrong = faults(messages, place="query")
        if wrong:
            raise BadRequest(errors=wrong)
        return queryset if filterset is None else filterset.qs


def _unknown(request: Request, filters: Iterable[str]) -> Iterator[Fault]:
    known = [*filters, *sorted(PARAMETERS)]
    detail = f"There is no such parameter; this list has {', '.join(known)}."
    return (fault(name[:60], detail=detail, place="query") for name in request.query_params if name not in known)


def _repeated(request: Request, filters: Any) -> Iterator[Fault]:
    for name, values in request.query_params.lists():
        if len(values) > 1 and not isinstance(filters.get(name), AnyOfFilter):
            yield fault(name, detail="This is given twice; give it once.", place="query")


class WordFilter(django_filters.CharFilter):
    """An exact text: a slug, a name, an open vocabulary. One that nothing has lists nothing."""


class AnyOfFilter(django_filters.MultipleChoiceFilter):
    """One word of a closed set, or several (`?state=new&state=open`); 400 names the words for any other.

    With `method`, the method is given the list of words.
    """

    def __init__(self, words: Iterable[Any], **kwargs: Any) -> None:
        words = [str(word) for word in words]
        wrong = {"invalid_choice": f"%(value)s is none of {', '.join(words)}."}
        super().__init__(choices=[(word, word) for word in words], error_messages=wrong, **kwargs)


class InstantFormField(forms.CharField):
    """An instant in a query, where a plus sign that was not written `%2B` arrives as a space."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_instant(f"{text[:-6]}+{text[-5:]}" if text[-6:-5] == " " else text)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None


@extend_schema_field(OpenApiTypes.DATETIME)
class InstantFilter(django_filters.Filter):
    """`InstantFilter(field_name="due_at", lookup_expr="lt")`: ISO 8601 with a zone."""

    field_class = InstantFormField


@extend_schema_field(OpenApiTypes.BOOL)
class YesNoFilter(django_filters.TypedChoiceFilter):
    """`true` or `false`, as a bool for a field or a `method`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=[("true", "true"), ("false", "false")],
            coerce=lambda word: word == "true",
            empty_value=None,
            error_messages={"invalid_choice": "Write true or false."},
            **kwargs,
        )
