"""Errors as problem documents (RFC 9457), whoever raises them: this room, an action, Django or a fault of ours.

The `type` of a problem is a name to compare, made of its title; it is not an address to visit.
"""

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, JsonResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.text import slugify
from rest_framework import exceptions
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response

from hostops.api.pointers import Fault, faults, field_faults, in_words
from hostops.lib.errors import BadField, NotPossible, Refused
from hostops.lib.request_id import request_id

MEDIA_TYPE = "application/problem+json"
Members = dict[str, Any]
# By RFC 9110; what Python calls them changes with its version, and a type is to be compared.
_PHRASES = {413: "Content Too Large"}
# Who sends thousands of wrong values is not helped by thousands of answers.
_MOST_FAULTS = 100
_log = logging.getLogger(__name__)


class BadRequest(exceptions.APIException):
    """400, with the places that are wrong: for what no serializer sees (the text of a body, a query, a header)."""

    status_code = HTTPStatus.BAD_REQUEST
    default_detail = "The request is malformed."

    def __init__(self, detail: str | None = None, errors: list[Fault] | None = None) -> None:
        super().__init__(detail or (in_words(errors) if errors else None))
        self.errors = errors or []


class TooLarge(exceptions.APIException):
    status_code = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    default_detail = "The body is too large."


class LengthRequired(exceptions.APIException):
    status_code = HTTPStatus.LENGTH_REQUIRED
    default_detail = "Send the body with its Content-Length, not in chunks."


def handle(error: Exception, context: Mapping[str, Any]) -> Response:
    """The problem document of whatever a view let out. What nobody expected is logged, once."""
    status, members = described(error)
    request = context.get("request")
    if request is not None:
        request.accepted_renderer, request.accepted_media_type = JSONRenderer(), JSONRenderer.media_type
    response = Response(document(status, **members), status=status, headers=_headers(error), content_type=MEDIA_TYPE)
    if status == HTTPStatus.INTERNAL_SERVER_ERROR:
        _log.error("%s %s failed", getattr(request, "method", ""), getattr(request, "path", ""), exc_info=error)
        # Django would say the same again, without the traceback
        response._has_been_logged = True  # type: ignore[attr-defined]
    return response


def server_error(request: HttpRequest) -> JsonResponse:
    """The 500 for what fails outside every view."""
    return _plain(HTTPStatus.INTERNAL_SERVER_ERROR, _our_fault())


def bad_request(request: HttpRequest) -> JsonResponse:
    """The 400 for what no view is asked: a NUL in the address, a host that is not ours."""
    return _plain(HTTPStatus.BAD_REQUEST, {"detail": BadRequest.default_detail})


def _plain(status: int, members: Members) -> JsonResponse:
    return JsonResponse(document(status, **members), status=status, content_type=MEDIA_TYPE)


def document(status: int, *, title: str = "", detail: str = "", **members: Any) -> Members:
    """The members of a problem; the title is the status's own phrase unless given."""
    title = title or phrase(status)
    return {
        "type": f"urn:hostops:problem:{slugify(title)}",
        "title": title,
        "status": int(status),
        "detail": detail or f"{title}.",
        **members,
    }


def phrase(status: int) -> str:
    """What the status is called."""
    return _PHRASES.get(status) or HTTPStatus(status).phrase


def described(error: Exception) -> tuple[int, Members]:
    """The status of an exception, and what its document says beside it."""
    if isinstance(error, Refused):
        return error.status, _of_refusal(error)
    if isinstance(error, exceptions.APIException):
        return error.status_code, _of_call(error)
    if isinstance(error, Http404):
        return HTTPStatus.NOT_FOUND, {"detail": "There is nothing here, or nothing that you may see."}
    if isinstance(error, PermissionDenied):
        return HTTPStatus.FORBIDDEN, {"detail": str(error)}
    if isinstance(error, RequestDataTooBig):
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE, {"detail": TooLarge.default_detail}
    if isinstance(error, SuspiciousOperation | UnreadablePostError | MultiPartParserError):
        return HTTPStatus.BAD_REQUEST, {"detail": BadRequest.default_detail}
    return HTTPStatus.INTERNAL_SERVER_ERROR, _our_fault()


def _of_refusal(error: Refused) -> Members:
    members: Members = {"title": error.title, "detail": error.detail}
    if isinstance(error, BadField):
        members["errors"] = field_faults(error.errors)
    if isinstance(error, NotPossible):
        members["possible"] = error.possible
    return members


def _of_call(error: exceptions.APIException) -> Members:
    if isinstance(error, exceptions.ValidationError):
        found = faults(error.detail)[:_MOST_FAULTS]
        return {"title": BadField.title, "detail": in_words(found), "errors": found}
    members: Members = {"detail": str(error.detail)}
    if isinstance(error, BadRequest) and error.errors:
        members["errors"] = error.errors
    return members


def _headers(error: Exception) -> dict[str, str]:
    """What the framework hangs on the exception: how to sign in, when to come again."""
    headers = {}
    if getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = str(error.auth_header)  # type: ignore[attr-defined]
    if getattr(error, "wait", None):
        headers["Retry-After"] = str(max(1, round(error.wait)))  # type: ignore[attr-defined]
    return headers


def _our_fault() -> Members:
    return {"detail": "Something failed on our side. Tell us the request id.", "request_id": request_id()}
