"""Every part of a document with its place and its path.

A place counts (`cases.severities[0]`) and finds the line in a file. A path names
(`cases.severities.1`, the severity of level 1) and is what a contract's override and the policy
page use: a part in a list is addressed by its key, everything else by its field.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from hostops.policies.problems import Place
from hostops.policies.schema.base import Part


class Found(NamedTuple):
    """`trail` holds the parts above this one, the outermost first."""

    place: Place
    path: str
    part: Part
    trail: tuple[Part, ...]


def children(value: Any) -> list[tuple[str | int, str, Any]]:
    """The steps down from a value: (step of the place, step of the path, what is there)."""
    if isinstance(value, Part):
        return [(name, name, getattr(value, name)) for name in type(value).model_fields]
    if isinstance(value, dict):
        return [(key, key, item) for key, item in value.items()]
    if isinstance(value, tuple):
        return [(index, _key_of(item, index), item) for index, item in enumerate(value)]
    return []


def _key_of(item: Any, index: int) -> str:
    key = item.key if isinstance(item, Part) else None
    return str(index) if key is None else key


def walk(value: Any, place: Place = (), path: str = "", trail: tuple[Part, ...] = ()) -> Iterator[Found]:
    """Every `Part` at and below `value`, a parent before its children, in the order of the document."""
    if isinstance(value, Part):
        yield Found(place, path, value, trail)
        trail = (*trail, value)
    for step, name, below in children(value):
        yield from walk(below, (*place, step), f"{path}.{name}".removeprefix("."), trail)
