from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from hostops.journal.origin import set_address


def origin(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Remember the client's address for the journal, and forget it after the answer."""

    def middleware(request: HttpRequest) -> HttpResponse:
        set_address(client_address(request))
        try:
            return get_response(request)
        finally:
            set_address(None)

    return middleware


def client_address(request: HttpRequest) -> str | None:
    """The real client, past as many proxies as the settings trust and not one more (iptor:6b)."""
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
    trusted: int = settings.TRUSTED_PROXIES
    chosen = hops[-trusted] if trusted and len(hops) >= trusted else request.META.get("REMOTE_ADDR", "")
    try:
        return str(ip_address(chosen))
    except ValueError:
        return None
