"""The menu. Each room adds its entries when it starts; this room knows none of them by name."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from hostops.lib.registry import Registry


def everybody(_: Any) -> bool:
    return True


def staff(user: Any) -> bool:
    """Whether `user` is one of the provider's staff."""
    return bool(getattr(user, "is_staff_member", False))


def customers(user: Any) -> bool:
    """Whether `user` is one of an account."""
    return not staff(user)


@dataclass(frozen=True)
class Item:
    """`route` is the name of a URL without arguments; `shown` answers for the person signed in."""

    label: str
    route: str
    order: int
    shown: Callable[[Any], bool] = everybody


@dataclass(frozen=True)
class Link:
    """An entry as the page shows it."""

    label: str
    url: str
    current: bool


menu: Registry[Item] = Registry("menu entry")


def add(label: str, route: str, *, order: int, shown: Callable[[Any], bool] = everybody) -> None:
    """Put a page into the menu, for those whom `shown` lets see it; lower `order` comes first."""
    menu.add(route, Item(label, route, order, shown))


def links(request: HttpRequest) -> list[Link]:
    """The menu of the person signed in, in order, the entry of the present page marked."""
    items = sorted((item for item in menu if item.shown(request.user)), key=lambda item: (item.order, item.label))
    return [_link(item, request.path) for item in items]


def _link(item: Item, path: str) -> Link:
    url = reverse(item.route)
    return Link(item.label, url, current=path == url if url == "/" else path.startswith(url))
