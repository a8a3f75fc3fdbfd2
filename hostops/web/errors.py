"""What a person sees when something is wrong. Each page says what to do next and needs no database."""

from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hostops.lib.errors import Refused
from hostops.web.fragments import wants_fragment


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig | TooManyFilesSent):
        return too_large(request)
    return render(request, "400.html", status=HTTPStatus.BAD_REQUEST)


def too_large(request: HttpRequest) -> HttpResponse:
    """More bytes or files than a form may carry; what was typed is the browser's to keep."""
    limits = {"files": settings.ATTACHMENT_MAX_COUNT, "bytes": settings.ATTACHMENT_MAX_BYTES}
    return render(request, "413.html", limits, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=HTTPStatus.FORBIDDEN)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=HTTPStatus.NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:
    """Rendered without the request: nothing that may have failed is asked again."""
    return render(None, "500.html", status=HTTPStatus.INTERNAL_SERVER_ERROR)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token is missing or old; `reason` is for the log alone, which Django writes."""
    if wants_fragment(request):
        return HttpResponse(status=HTTPStatus.UNAUTHORIZED)  # app.js says so; what was typed stays
    return render(request, "403_csrf.html", status=HTTPStatus.FORBIDDEN)


def too_many(request: HttpRequest, seconds: int) -> HttpResponse:
    """Refuse for now; `seconds` until it is worth trying again."""
    answer = render(request, "429.html", {"seconds": seconds}, status=HTTPStatus.TOO_MANY_REQUESTS)
    answer["Retry-After"] = str(seconds)
    return answer


def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """An action's refusal where no form can show it."""
    return render(request, "web/refused.html", {"refusal": refusal}, status=refusal.status)
