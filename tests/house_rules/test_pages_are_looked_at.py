"""Every page that the portal serves is looked at in a browser, or is exempted in writing."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from tests.browser.finding import FOUND
from tests.browser.place import EVERYBODY
from tests.browser.places import AT_THE_DOOR, NO_PAGES, PLACES

_REST, _ITS_PAGE = "api/v1/", "api/v1/docs/"


def answering_get(resolver: Any, prefix: str = "") -> Iterator[str]:
    """Routes whose view has an answer to GET; of the REST face its page alone."""
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from answering_get(entry, route)
        elif isinstance(entry, URLPattern) and _has_get(entry) and (not route.startswith(_REST) or route == _ITS_PAGE):
            yield route


def _has_get(entry: URLPattern) -> bool:
    view = getattr(entry.callback, "view_class", None)
    return view is None or (hasattr(view, "get") and "get" in view.http_method_names)


def test_every_page_is_looked_at_or_exempted() -> None:
    served, known = set(answering_get(get_resolver())), set(PLACES) | AT_THE_DOOR | set(NO_PAGES)
    assert served - known == set(), "say in tests/browser/places.py who looks at these, or why nobody does"
    assert known - served == set(), "these are served no more"


def test_a_page_is_looked_at_or_exempted_and_not_both() -> None:
    assert not set(PLACES) & set(NO_PAGES) | AT_THE_DOOR & set(NO_PAGES) | AT_THE_DOOR & set(PLACES)
    assert all(len(reason.split()) > 2 for reason in NO_PAGES.values())


def test_every_place_can_be_found_by_somebody() -> None:
    for place in PLACES.values():
        assert set(place.who) <= set(EVERYBODY)
        for address in place.addresses:
            names = {part.split("}")[0] for part in address.split("{")[1:]}
            assert names <= set(FOUND), address
