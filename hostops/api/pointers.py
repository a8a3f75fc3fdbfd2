"""Where in a request something is wrong, as JSON pointers (RFC 6901)."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rest_framework.settings import api_settings

Fault = dict[str, str]
"""`pointer` and `detail`; `in` (`query`, `header`) where the fault is not in the body."""

_SAID_AT_MOST = 3


def pointer(*steps: object) -> str:
    """`/hours/mon/0`; no steps is the whole document."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)


def fault(*steps: object, detail: str, place: str = "") -> Fault:
    """One wrong place; `place` is `query` or `header` where it is not the body."""
    return {"pointer": pointer(*steps), "detail": detail} | ({"in": place} if place else {})


def faults(details: Any, *, place: str = "") -> list[Fault]:
    """The errors of a serializer or a form, however nested: one for every message."""
    return [fault(*steps, detail=detail, place=place) for steps, detail in _walk(details, ())]


def field_faults(errors: Mapping[str, str]) -> list[Fault]:
    """An action's errors by field; the name of a field may lead down with dots (`scope.servers`)."""
    return [fault(*filter(None, name.split(".")), detail=detail) for name, detail in errors.items()]


def in_words(found: Sequence[Fault]) -> str:
    """The first few on one line, for people who read no further."""
    said = [": ".join(filter(None, (each["pointer"].removeprefix("/"), each["detail"]))) for each in found]
    more = f" (and {len(said) - _SAID_AT_MOST} more)" if len(said) > _SAID_AT_MOST else ""
    return "; ".join(said[:_SAID_AT_MOST]) + more


def _walk(details: Any, steps: tuple[object, ...]) -> Iterator[tuple[tuple[object, ...], str]]:
    if isinstance(details, Mapping):
        for name, below in details.items():
            whole = name in (api_settings.NON_FIELD_ERRORS_KEY, "__all__")
            yield from _walk(below, steps if whole else (*steps, name))
    elif isinstance(details, Sequence) and not isinstance(details, str):
        for index, below in enumerate(details):
            # a list of messages speaks of one place; a list of anything else, of its items
            yield from _walk(below, steps if isinstance(below, str) else (*steps, index))
    else:
        yield steps, str(details)
