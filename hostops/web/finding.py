"""What the command palette finds beside pages and acts: each room adds where its things are asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from hostops.lib.registry import Registry
from hostops.web.navigation import everybody
from hostops.web.pages import VisiblePage


@dataclass(frozen=True)
class Finder:
    """`route` is a page that answers `?q=` with list items, each a link of the class `palette-item`."""

    route: str
    shown: Callable[[Any], bool] = everybody


finders: Registry[Finder] = Registry("finder")


class FindPage(VisiblePage):
    """Answers `?q=`: the first few rows that the words name are `found` in the template."""

    most = 6

    def sought(self, words: str) -> Any:
        """The rows that the words name, the likeliest first, from `self.rows()`."""
        raise NotImplementedError

    def get(self, request: HttpRequest) -> HttpResponse:
        words = request.GET.get("q", "").strip()[:200]
        return self.show(found=self.sought(words)[: self.most] if words else (), words=words)


def add(name: str, route: str, *, shown: Callable[[Any], bool] = everybody) -> None:
    finders.add(name, Finder(route, shown))


def addresses(request: HttpRequest) -> list[str]:
    """Where the palette of the person signed in asks."""
    return [reverse(finder.route) for finder in finders if finder.shown(request.user)]
