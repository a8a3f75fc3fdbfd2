"""People and cases that a body names, as far as the caller may see them."""

from typing import Any

from rest_framework import serializers

from hostops.accounts.models import Person
from hostops.lib.references import number_of
from tickets.api.addressed import caller
from tickets.models import Case
from tickets.querysets import PREFIX


def person_named(name: str, serializer: Any) -> Person:
    """By username, whatever its case; ValidationError where the caller knows nobody of it."""
    seen = Person.objects.visible_to(caller(serializer))
    found: Person | None = seen.filter(username__iexact=name).first()
    if found is None:
        raise serializers.ValidationError("There is nobody of this name.")
    return found


def case_named(number: str, serializer: Any) -> Case:
    """By its number; ValidationError where the caller knows no such case."""
    seen = Case.objects.visible_to(caller(serializer))
    found: Case | None = seen.filter(pk=number_of(PREFIX, number) or 0).first()
    if found is None:
        raise serializers.ValidationError("There is no such case.")
    return found
