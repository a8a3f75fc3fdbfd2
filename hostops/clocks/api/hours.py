from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from hostops.clocks.businesstime import Hours, parse_hours
from hostops.clocks.businesstime.hours import WEEKDAYS
from hostops.clocks.businesstime.limits import MOST_OPENINGS_A_DAY

_OPENING = {
    "type": "array",
    "items": {"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$"},
    "minItems": 2,
    "maxItems": 2,
}
_DAY = {"type": "array", "items": _OPENING, "maxItems": MOST_OPENINGS_A_DAY}
_SCHEMA = {
    "type": "object",
    "properties": dict.fromkeys(WEEKDAYS, _DAY),
    "additionalProperties": False,
    "description": "Openings by weekday; a day left out is closed.",
    "examples": [{"mon": [["09:00", "12:00"], ["13:00", "17:00"]], "sat": []}],
}


@extend_schema_field(_SCHEMA)
class HoursField(serializers.Field[Hours, Any, Any, Hours]):
    """`{"mon": [["09:00", "17:00"]], "sat": []}`, each error at its weekday or its opening."""

    def to_internal_value(self, data: Any) -> Hours:
        if not isinstance(data, Mapping):
            raise ValidationError('Write weekdays with their openings, such as {"mon": [["09:00", "17:00"]]}.')
        wrong = {day: found for day, openings in data.items() if (found := _day_faults(day, openings))}
        if wrong:
            raise ValidationError(wrong)
        return parse_hours(data)

    def to_representation(self, value: Hours) -> Any:
        raise NotImplementedError("hours are only read")


def _day_faults(day: str, openings: Any) -> Any:
    """At the openings that are wrong by themselves; else at the day, of which two may overlap."""
    if day in WEEKDAYS and isinstance(openings, list) and len(openings) <= MOST_OPENINGS_A_DAY:
        each = [_faults(day, [opening]) for opening in openings]
        if any(each):
            return each
    return _faults(day, openings)


def _faults(day: str, openings: Any) -> list[str]:
    try:
        parse_hours({day: openings})
    except ValueError as error:
        return [f"{error}."]
    return []
