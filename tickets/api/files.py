"""Calls that may carry files: as parts of a form, or inside JSON."""

from django.conf import settings
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request

from hostops.api.parsers import BoundedJSONParser
from hostops.api.views import ApiView


class TakesFiles(ApiView):
    """`multipart/form-data` with the files under `attachments`, or JSON.

    A form may be as large as its files together. JSON is read into memory whole, so it may be as
    large as one file: that is enough for small ones in base64.
    """

    parser_classes = (BoundedJSONParser, MultiPartParser)

    def most_bytes(self, request: Request) -> int:
        file, files, plain = settings.ATTACHMENT_MAX_BYTES, settings.ATTACHMENT_MAX_COUNT, settings.API_MAX_BYTES
        is_form = (request.content_type or "").startswith("multipart/form-data")
        most: int = file * files + plain if is_form else max(file, plain)
        return most
