"""Every part of the pages in every state, on one page for staff: what a look is checked against.

Each room adds its own parts; this room knows none of them by name.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from hostops.lib.registry import Registry
from hostops.web.navigation import staff
from hostops.web.pages import Page

# (what the state is, what the template is given)
States = Iterable[tuple[str, Mapping[str, Any]]]


@dataclass(frozen=True)
class Part:
    """`states` is asked for when the page is shown, so that instants lie around the present."""

    title: str
    template: str
    states: Callable[[], States]
    sheet: str = ""


parts: Registry[Part] = Registry("part of the styleguide")


def add(title: str, template: str, states: Callable[[], States], *, sheet: str = "") -> None:
    """Show `template` in its `states`; `sheet` is the room's own style sheet, if it needs one."""
    parts.add(title, Part(title, template, states, sheet))


class Styleguide(Page):
    template_name = "web/styleguide.html"

    def permit(self) -> None:
        if not staff(self.reader):
            raise Http404

    def get(self, request: HttpRequest) -> HttpResponse:
        shown = [(part, list(part.states())) for part in sorted(parts, key=lambda part: part.title)]
        return self.show(parts=shown, sheets=sorted({part.sheet for part in parts if part.sheet}))
