"""What rooms show in the head of every page: the bell, a banner. Registered by them, unknown to this room."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from hostops.lib.registry import Registry

# What the widget's template is given, or None where there is nothing to show to this person.
Content = Callable[[HttpRequest], Mapping[str, Any] | None]


@dataclass(frozen=True)
class Widget:
    template: str
    content: Content
    order: int


widgets: Registry[Widget] = Registry("header widget")


def add(name: str, template: str, content: Content, *, order: int) -> None:
    """Show `template` in the header of every page of a person signed in; lower `order` comes first."""
    widgets.add(name, Widget(template, content, order))


def shown(request: HttpRequest) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """(template, context) of each widget for this person, in order."""
    for widget in sorted(widgets, key=lambda widget: widget.order):
        content = widget.content(request)
        if content is not None:
            yield widget.template, content
