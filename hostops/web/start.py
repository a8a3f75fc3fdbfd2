"""What rooms show on a customer's start page, beside what the case desk has there. Registered by them, unknown here."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from hostops.lib.registry import Registry

# What the part's template is given, or None where there is nothing to show to this person.
Content = Callable[[HttpRequest], Mapping[str, Any] | None]


@dataclass(frozen=True)
class Part:
    template: str
    content: Content
    order: int


parts: Registry[Part] = Registry("part of the start page")


def add(name: str, template: str, content: Content, *, order: int) -> None:
    """Show `template` on the start page of customers, in a few statements; lower `order` comes first."""
    parts.add(name, Part(template, content, order))


def shown(request: HttpRequest) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """(template, context) of each part for this person, in order."""
    for part in sorted(parts, key=lambda part: part.order):
        content = part.content(request)
        if content is not None:
            yield part.template, content
