"""What every template knows: which frame to fill, and the layout's parts, made only when asked for."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from hostops.web import finding, header, navigation
from hostops.web.fragments import wants_fragment

PAGE = "web/page.html"
FRAGMENT = "web/fragment.html"


def layout(request: HttpRequest) -> dict[str, Any]:
    """`frame` to extend: the whole page, or the fragment that htmx asked for. The rest is the page's."""
    return {
        "frame": FRAGMENT if wants_fragment(request) else PAGE,
        "navigation": SimpleLazyObject(lambda: navigation.links(request)),
        "finders": SimpleLazyObject(lambda: finding.addresses(request)),
        "header_widgets": SimpleLazyObject(lambda: list(header.shown(request))),
    }
