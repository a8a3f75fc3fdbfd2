"""Things of this room named in a body, found among those that the caller may see; and what rows say of people."""

from typing import Any

from rest_framework import serializers

from hostops.lib.references import number_of
from maintenance.api.named import NamedField
from maintenance.patching.models import Advisory
from maintenance.security.models import CustomCode, PenetrationTest

_HIGHEST = 2**63 - 1


def _numbered(model: Any, reader: Any, name: str) -> Any:
    number = number_of(model.PREFIX, name)
    if number is None or number > _HIGHEST:
        return None
    return model.objects.visible_to(reader).filter(pk=number).first()


class CodeNumber(NamedField):
    missing = "There is no such code, or none that you may see; write it as CC-3."

    @staticmethod
    def find(reader: Any, name: str) -> CustomCode | None:
        found: CustomCode | None = _numbered(CustomCode, reader, name)
        return found


class TestNumber(NamedField):
    missing = "There is no such test, or none that you may see; write it as PT-3."

    @staticmethod
    def find(reader: Any, name: str) -> PenetrationTest | None:
        found: PenetrationTest | None = _numbered(PenetrationTest, reader, name)
        return found


class AdvisoryName(NamedField):
    missing = "There is no such advisory; write its identifier as its source has it."

    @staticmethod
    def find(reader: Any, name: str) -> Advisory | None:
        found: Advisory | None = Advisory.objects.visible_to(reader).filter(identifier=name).order_by("id").first()
        return found


def person_name(source: str) -> serializers.CharField:
    """The name of a person whom the row may have."""
    return serializers.CharField(source=f"{source}.display_name", default=None, allow_null=True, read_only=True)
