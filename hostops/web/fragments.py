"""The same URL gives the page, or the part of it that htmx puts in place."""

from django.http import HttpRequest


def wants_fragment(request: HttpRequest) -> bool:
    """True for htmx's own calls, except those that restore a whole page from the browser's history."""
    htmx = getattr(request, "htmx", None)
    return htmx is not None and bool(htmx) and not htmx.history_restore_request
