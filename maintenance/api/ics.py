"""An iCalendar document as an answer."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpResponse
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from hostops.api import etags
from maintenance.calendars.document import CONTENT_TYPE

KNOWN = OpenApiParameter(
    "If-None-Match",
    location=OpenApiParameter.HEADER,
    description="The ETag of the calendar already known; 304, without a body, if it still is so.",
)


def ics(request: Request, content: bytes, filename: str) -> HttpResponse:
    """The document with its ETag, or 304 to whoever has it already."""
    return ics_tagged(request, etags.content_tag(content), lambda: content, filename)


def ics_tagged(request: Request, tag: str, write: Callable[[], bytes], filename: str) -> HttpResponse:
    """The document of that state, written only for whoever has it not."""
    if etags.is_known(request, tag):
        return HttpResponse(status=HTTPStatus.NOT_MODIFIED, headers={"ETag": tag})
    disposition = f'inline; filename="{filename}"'
    return HttpResponse(write(), CONTENT_TYPE, headers={"ETag": tag, "Content-Disposition": disposition})
