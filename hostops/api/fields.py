"""Fields with the manners of the contract: instants with a zone in, UTC with `Z` out; durations as ISO 8601."""

import re
from datetime import UTC, datetime
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

# Before 1970 zone data says little; after 9999 there is no date.
_FIRST_YEAR, _LAST_YEAR = 1970, 9999
_WALL = re.compile(r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?", re.ASCII)
_ZONE = re.compile(r"[Zz]|[+-]\d{2}(:?\d{2})?", re.ASCII)
_EXAMPLE = "2026-03-27T16:00:00+01:00"


def as_z(instant: datetime) -> str:
    """The instant in UTC as `2026-03-27T15:00:00Z`; a fraction of a second only where there is one."""
    return instant.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


def with_z(value: Any) -> Any:
    """The same data, every instant in it as text: for answers too long to go field by field."""
    if isinstance(value, datetime):
        return as_z(value)
    if isinstance(value, dict):
        return {name: with_z(below) for name, below in value.items()}
    return [with_z(below) for below in value] if isinstance(value, list | tuple) else value


def parse_instant(text: str) -> datetime:
    """The instant in `text`, in UTC. ValueError, with the mend, for what is no instant of 1970 to 9999."""
    text = text.strip()
    wall = _WALL.match(text)
    if wall is None:
        raise ValueError(f"This is not a time; write it as ISO 8601 with its zone, such as {_EXAMPLE}.")
    zone = text[wall.end() :]
    if not zone:
        raise ValueError(f"This time has no zone; add Z or an offset, such as {_EXAMPLE}.")
    if not _ZONE.fullmatch(zone):
        raise ValueError(f"{zone[:20]!r} is no offset from UTC; end the time with Z or an offset, such as {_EXAMPLE}.")
    return _in_utc(wall.group().upper() + zone.upper())


def _in_utc(text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text).astimezone(UTC)
    except ValueError as error:
        raise ValueError(f"There is no such time: {error}.") from None
    except OverflowError:
        instant = datetime.min.replace(tzinfo=UTC)
    if not _FIRST_YEAR <= instant.year <= _LAST_YEAR:
        raise ValueError(f"The time lies outside the years {_FIRST_YEAR} to {_LAST_YEAR}.")
    return instant


@extend_schema_field(OpenApiTypes.DATETIME)
class Instant(serializers.Field[datetime, Any, str, datetime]):
    """A moment. In: ISO 8601 text with a zone, of the years 1970 to 9999. Out: UTC with `Z`."""

    def to_internal_value(self, data: Any) -> datetime:
        if not isinstance(data, str):
            raise serializers.ValidationError(f"Write a time as text, such as {_EXAMPLE}.")
        try:
            return parse_instant(data)
        except ValueError as error:
            raise serializers.ValidationError(str(error)) from None

    def to_representation(self, value: datetime) -> str:
        return as_z(value)
