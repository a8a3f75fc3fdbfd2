"""A query that is not a list's, checked as strictly: unknown, repeated and wrong parameters are refused."""

from collections.abc import Iterator
from typing import Any

from rest_framework import serializers
from rest_framework.request import Request

from hostops.api.pointers import Fault, fault, faults
from hostops.api.problems import BadRequest


def answered(request: Request, question: type[serializers.Serializer[Any]], *others: str) -> Any:
    """What the query asks; 400 for a parameter unknown, repeated or wrong. It may have those of `others` too."""
    asked = question(data=_given(request), context={"request": request})
    wrong = list(_strange(request, [*asked.fields, *others]))
    if not wrong and not asked.is_valid():
        wrong = faults(asked.errors, place="query")
    if wrong:
        raise BadRequest(errors=wrong)
    return asked.validated_data


def _given(request: Request) -> dict[str, str]:
    """Without those that have no value. A plus sign that was not written `%2B` arrives as a space."""
    given = {name: str(value) for name, value in request.query_params.items() if value}
    return given | {
        name: f"{given[name][:-6]}+{given[name][-5:]}"
        for name in ("from", "until", "at")
        if given.get(name, "")[-6:-5] == " "
    }


def _strange(request: Request, known: list[str]) -> Iterator[Fault]:
    for name, values in request.query_params.lists():
        if name not in known:
            detail = f"There is no such parameter; this call has {', '.join(known)}."
            yield fault(name[:60], detail=detail, place="query")
        elif len(values) > 1:
            yield fault(name, detail="This is given twice; give it once.", place="query")
