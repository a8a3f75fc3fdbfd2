"""JSON with its types, each fault at its place. Pure."""

import json
from datetime import UTC, datetime
from typing import Annotated, Any, NoReturn, TypeVar

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from hostops.lib.text import clean_line, clean_text
from maintenance.patching.reading.found import Malformed

_FIRST_YEAR, _LAST_YEAR = 1970, 9998


class Said(BaseModel):
    """A part of a document; what is not asked for is ignored, since formats grow."""

    model_config = ConfigDict(extra="ignore", frozen=True)


S = TypeVar("S", bound=Said)


def _sensible(at: datetime) -> datetime:
    if not _FIRST_YEAR <= at.year <= _LAST_YEAR:
        raise PydanticCustomError("year", "There is no such year here.")
    return at.astimezone(UTC)


def _as_text(value: Any) -> Any:
    if not isinstance(value, str):
        raise PydanticCustomError("time", "Write a time as text, such as 2026-03-27T16:00:00Z.")
    return value


Instant = Annotated[AwareDatetime, BeforeValidator(_as_text), AfterValidator(_sensible)]
Line = Annotated[str, AfterValidator(clean_line)]
Text = Annotated[str, AfterValidator(clean_text)]
Name = Annotated[str, AfterValidator(clean_line), Field(min_length=1)]


def json_of(text: str) -> Any:
    """The one JSON value in the text. `Malformed` with the line otherwise."""
    try:
        return json.loads(text, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        detail = "There is nothing in it." if not text.strip() else f"This is no JSON: {error.msg}."
        raise Malformed(f"line {error.lineno}", detail) from None
    except (RecursionError, ValueError):
        raise Malformed("", "It is nested too deeply, or has a number that is none or too large.") from None


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


def said(kind: type[S], value: Any, *steps: object) -> S:
    """The value with its types; `Malformed` at the pointer of the first fault. `steps` lead to the value."""
    try:
        return kind.model_validate(value)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise Malformed(pointer(*steps, *first["loc"]), f"{first['msg']}.".replace("..", ".")) from None


def pointer(*steps: object) -> str:
    """`/vulnerabilities/3/dueDate` (RFC 6901)."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)


def web_address(url: str, longest: int = 500) -> str:
    """The address where it can be linked to; else none."""
    plain = clean_line(url)
    return plain if plain.startswith(("https://", "http://")) and len(plain) <= longest and " " not in plain else ""
