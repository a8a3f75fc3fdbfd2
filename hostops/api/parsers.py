"""Bodies: read up to a limit, and refused with the place where they are malformed."""

import json
import math
from collections.abc import Iterator, Mapping
from typing import IO, Any, NoReturn

from rest_framework.parsers import BaseParser

from hostops.api.pointers import fault
from hostops.api.problems import BadRequest

# What a database column holds; every number of the contract is far smaller.
_LARGEST = 2**63 - 1
# Deeper than any body of the contract, and far from exhausting the stack.
_DEEPEST = 64


class BoundedJSONParser(BaseParser):
    """JSON in UTF-8, of which a database can keep every part.

    400 for what is no JSON, for a name that stands twice, a number that is not finite or beyond
    64 bits, NUL or half a character in a text, and nesting deeper than anything is. The size
    of the body is the view's to bound (`ApiView.max_bytes`), for every kind of body alike.
    """

    media_type = "application/json"

    def parse(
        self, stream: IO[bytes], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        return parse_json(stream.read())


def parse_json(body: bytes) -> Any:
    """The value in `body`; BadRequest says what is wrong with it and where."""
    try:
        value = json.loads(
            body.decode("utf-8"),
            object_pairs_hook=_unique,
            parse_constant=_no_number,
            parse_int=_bounded,
            parse_float=_finite,
        )
    except UnicodeDecodeError as error:
        raise BadRequest(f"The body is not UTF-8 (byte {error.start}).") from None
    except json.JSONDecodeError as error:
        raise BadRequest(f"The body is not JSON: {error.msg} at line {error.lineno}, column {error.colno}.") from None
    except RecursionError:
        raise BadRequest("The body is nested too deeply.") from None
    for steps, text in _texts(value):
        _check_text(text, steps)
    return value


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) < len(pairs):
        seen: set[str] = set()
        twice = next(name for name, _ in pairs if name in seen or seen.add(name))  # type: ignore[func-returns-value]
        raise BadRequest(f"The name {twice[:60]!r} stands twice in one object.")
    return value


def _no_number(text: str) -> NoReturn:
    raise BadRequest(f"{text} is not a number of JSON.")


def _bounded(text: str) -> int:
    # the length first: turning a million digits into a number is the attack itself
    if len(text) > len(str(-_LARGEST)) or abs(int(text)) > _LARGEST:
        raise BadRequest(f"The number {text[:30]} is too large.")
    return int(text)


def _finite(text: str) -> float:
    if not math.isfinite(number := float(text)):
        raise BadRequest(f"The number {text[:30]} is too large.")
    return number


def _texts(value: Any, steps: tuple[object, ...] = ()) -> Iterator[tuple[tuple[object, ...], str]]:
    """Every text and every name in the value, with the steps down to it."""
    if len(steps) > _DEEPEST:
        raise BadRequest("The body is nested too deeply.")
    if isinstance(value, str):
        yield steps, value
    elif isinstance(value, dict):
        for name, below in value.items():
            yield steps, name
            yield from _texts(below, (*steps, name))
    elif isinstance(value, list):
        for index, below in enumerate(value):
            yield from _texts(below, (*steps, index))


def _check_text(text: str, steps: tuple[object, ...]) -> None:
    if "\0" in text:
        raise BadRequest(errors=[fault(*steps, detail="The text has a NUL character, which cannot be kept.")])
    try:
        text.encode()
    except UnicodeEncodeError:
        detail = "The text has half of a surrogate pair, which is no character."
        raise BadRequest(errors=[fault(*map(_showable, steps), detail=detail)]) from None


def _showable(step: object) -> str:
    return str(step).encode("utf-8", "backslashreplace").decode()
