"""Turns the errors of the schema into problems: the place as it was written, and a mend in words."""

from difflib import get_close_matches
from typing import Any, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from hostops.policies.problems import Place, Problem, Step
from hostops.policies.schema.base import Part
from hostops.policies.schema.document import Document

_KINDS = {
    "string_type": ("text", "write it in words, between quotes if it looks like a number"),
    "string_too_short": ("empty", "write something there, or remove the key"),
    "bool_type": ("neither true nor false", "write true or false"),
    "int_type": ("not a whole number", "write a number without quotes, such as 5"),
    "tuple_type": ("not a list", "write a list: [one, two], or one item a line after a dash"),
    "dict_type": ("not a mapping", "write keys and values, one a line"),
    "model_type": ("not a mapping", "write keys and values, one a line"),
    "date_from_datetime_parsing": ("not a date", "write it like 2027-12-24"),
    "date_parsing": ("not a date", "write it like 2027-12-24"),
    "decimal_parsing": ("not a number", 'write a number, such as "99.9"'),
}


def problems_of(error: ValidationError, data: Any) -> list[Problem]:
    """One problem for every error, in the order of the schema; lines are added by the caller."""
    return [_problem(details, data) for details in error.errors(include_url=False)]


def _problem(details: ErrorDetails, data: Any) -> Problem:
    place = written_place(details["loc"], data, missing=details["type"] == "missing")
    if details["type"] == "union_tag_invalid":
        place = (*place, "flow")
    fault, mend = _words(details, place)
    return Problem(place, fault, mend)


def _words(details: ErrorDetails, place: Place) -> tuple[str, str]:
    kind, shown = details["type"], _shown(details["input"])
    context = details.get("ctx", {})
    if kind == "policy":
        return context["fault"], context["mend"]
    if kind == "missing":
        return "it is missing", f'add "{place[-1]}:" there'
    if kind == "extra_forbidden":
        return "there is no such key", _nearest_key(place)
    if kind == "literal_error":
        expected = context["expected"]
        return f"{shown} is not one of {expected}", _nearest_word(details["input"], expected)
    if kind == "union_tag_invalid":
        return "it is not a way of taking cases", "write flow: severities, or flow: service_request"
    if kind in _KINDS:
        fault, mend = _KINDS[kind]
        return (f"{shown} is not text" if kind == "string_type" else f"{shown} is {fault}"), mend
    return f"{shown}: {details['msg'][:1].lower()}{details['msg'][1:]}", "write what this key asks for"


def _shown(value: Any) -> str:
    if isinstance(value, str):
        return f'"{value[:60]}"'
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return "a list"
    return "a mapping" if isinstance(value, dict) else str(value)[:60]


def written_place(location: tuple[Step, ...], data: Any, missing: bool) -> Place:
    """The schema's location without the steps that no writer wrote (the tags of alternatives)."""
    place: Place = ()
    here = data
    for step in location:
        if isinstance(here, dict) and step in here:
            here = here[str(step)]
        elif isinstance(here, list | tuple) and isinstance(step, int) and step < len(here):
            here = here[step]
        elif not (missing and step is location[-1]):
            continue
        place = (*place, step)
    return place


def _nearest_key(place: Place) -> str:
    keys = sorted({name for part in _parts_at(place[:-1]) for name in part.model_fields})
    near = get_close_matches(str(place[-1]), keys, 1)
    if near:
        return f'write "{near[0]}", or remove it'
    return f"remove it; the keys here are {', '.join(keys)}"


def _nearest_word(value: Any, expected: str) -> str:
    words = expected.replace(" or ", ", ").replace("'", "").split(", ")
    near = get_close_matches(str(value), words, 1, cutoff=0.5)
    return f"write {near[0] if near else 'one of them'}"


def _parts_at(place: Place) -> list[type[Part]]:
    """The classes that the schema knows at a place: one, or several where it has alternatives."""
    parts: list[type[Part]] = [Document]
    for step in place:
        fields = [field for part in parts for name, field in part.model_fields.items() if name == step]
        if fields:
            parts = [found for field in fields for found in _parts_in(field.annotation)]
    return parts


def _parts_in(annotation: Any) -> list[type[Part]]:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return [annotation]
    return [found for argument in get_args(annotation) for found in _parts_in(argument)]
