"""`/cases/{number}/attachments/{id}/`: a file, as a download and never as a page."""

from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from hostops.api import etags
from hostops.api.negotiation import AsItIs
from tickets.api.addressed import OfCase
from tickets.models import Attachment

# Whatever a file says of itself: a browser saves it, and would run nothing of it even if it showed it.
_HEADERS = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox; default-src 'none'"}


class AttachmentFile(OfCase):
    """The file's bytes, as `application/octet-stream` and an attachment. Those of internal notes are for staff."""

    model = Attachment
    content_negotiation_class = AsItIs

    def get_queryset(self) -> QuerySet[Attachment]:
        return super().get_queryset().filter(message__case=self.case_id)

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    def get(self, request: Request, *args: Any, **kwargs: Any) -> FileResponse:
        found: Attachment = get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])
        tag = etags.content_tag(found.sha256.encode())
        return FileResponse(
            found.file.open(), as_attachment=True, filename=found.filename, content_type="application/octet-stream",
            headers={**_HEADERS, "ETag": tag},
        )  # fmt: skip
