"""Around every request: how long it took, who may come in, and whose zone its times are shown in."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import BadRequest, RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django_htmx.http import HttpResponseClientRedirect

from hostops.web.fragments import wants_fragment
from hostops.web.metrics import observed

Handler = Callable[[HttpRequest], HttpResponse]


def request_metrics(get_response: Handler) -> Handler:
    """Count and time every request by route, method and class of status, for `/metrics`."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with observed(request) as seen:
            seen.response = get_response(request)
        return seen.response

    return middleware


def refuse_large(get_response: Handler) -> Handler:
    """Answer 413 to a form larger than any the portal takes, before it is read (to be named before `refuse_nul`).

    The body of a view that takes no browser's form is that view's own to bound.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_view(request: HttpRequest, view: Any, *_: Any) -> None:
        if not getattr(view, "csrf_exempt", False) and _length(request) > settings.FORM_MAX_BYTES:
            raise RequestDataTooBig

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware


class Compress(GZipMiddleware):
    """Send pages and JSON compressed (with Django's padding against BREACH); files go as they are."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        return response if response.streaming else super().process_response(request, response)


def _length(request: HttpRequest) -> int:
    """What the body says of its size; a body that says nothing is not read at all."""
    said = request.META.get("CONTENT_LENGTH") or ""
    return int(said) if said.isdecimal() else 0


def refuse_nul(get_response: Handler) -> Handler:
    """Answer 400 to a NUL byte in an address, a query or a form: PostgreSQL can keep none.

    The body of a view that takes no browser's form (one without a CSRF token) is that view's own.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_view(request: HttpRequest, view: Any, *_: Any) -> None:
        form = {} if getattr(view, "csrf_exempt", False) else request.POST
        if "\0" in request.path or _has_nul(request.GET) or (form and _has_nul(form)):
            raise BadRequest("NUL byte")

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware


def _has_nul(values: Any) -> bool:
    return any("\0" in name or any("\0" in value for value in items) for name, items in values.lists())


class SignInRequired(LoginRequiredMiddleware):
    """Every page asks for a sign-in, unless its view opts out (`hostops.web.pages.Public`)."""

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> Any:
        if not wants_fragment(request):
            return super().handle_no_permission(request, view_func)
        if request.method != "GET":
            return HttpResponse(status=HTTPStatus.UNAUTHORIZED)  # app.js says so; what was typed stays
        # A fragment has no room for the sign-in form: the whole page goes there and comes back.
        back_to = request.htmx.current_url_abs_path or "/"  # type: ignore[attr-defined]
        return HttpResponseClientRedirect(f"{reverse('sign_in')}?{urlencode({'next': back_to})}")


def readers_zone(get_response: Handler) -> Handler:
    """Show times in the zone of the person signed in, and in UTC to everybody else."""

    def middleware(request: HttpRequest) -> HttpResponse:
        zone = getattr(request.user, "timezone", "UTC")
        with timezone.override(ZoneInfo(zone)):
            return get_response(request)

    return middleware
