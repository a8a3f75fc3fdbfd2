"""Composition: what fails before or beside any view is said in the manner of the face that was asked."""

from django.http import HttpRequest, HttpResponse

from hostops.api import problems
from hostops.web import errors

_REST = "/api/"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return problems.bad_request(request) if request.path.startswith(_REST) else errors.bad_request(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    return problems.server_error(request) if request.path.startswith(_REST) else errors.server_error(request)
