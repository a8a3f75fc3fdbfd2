"""Fields of the case desk: names of people, words that may be missing, files."""

import binascii
from base64 import b64decode
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from tickets.actions import Upload

# What the column holds. Which levels there are is the policy's to say.
HIGHEST_LEVEL = 2**15 - 1
# A text that need not be sent.
OPTIONAL_TEXT: dict[str, Any] = {"required": False, "allow_blank": True}
_IN_JSON = {
    "type": "object",
    "required": ["filename", "content"],
    "properties": {"filename": {"type": "string"}, "content": {"type": "string", "contentEncoding": "base64"}},
}
_IN_A_FORM = {"type": "string", "format": "binary", "description": "In a form: the file itself."}


def length_of(model: Any, field: str) -> int:
    """What the column holds."""
    longest: int = model._meta.get_field(field).max_length
    return longest


class NoneIfEmpty(serializers.CharField):
    """A text that is null while there is none."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(allow_null=True, **kwargs)

    def to_representation(self, value: Any) -> Any:
        return super().to_representation(value) if value else None


@extend_schema_field({"oneOf": [_IN_JSON, _IN_A_FORM]})
class FileField(serializers.Field[Upload, Any, Any, Any]):
    """A file: a part of a form, or in JSON its `filename` and its `content` in base64."""

    def to_internal_value(self, data: Any) -> Upload:
        if isinstance(data, UploadedFile):
            return self._of_form(data)
        if not isinstance(data, dict) or not all(isinstance(data.get(name), str) for name in ("filename", "content")):
            raise serializers.ValidationError(
                "Write a file as its filename and its content in base64, or send it as a part of a form."
            )
        return Upload(data["filename"], self._decoded(data["content"]))

    def _of_form(self, part: "UploadedFile[bytes]") -> Upload:
        # before it is read: what is refused need not come into memory
        if part.size is not None and part.size > settings.ATTACHMENT_MAX_BYTES:
            raise serializers.ValidationError(
                f"{part.name} is larger than {settings.ATTACHMENT_MAX_BYTES // 1024**2} MB."
            )
        return Upload(part.name or "", part.read())

    def _decoded(self, content: str) -> bytes:
        try:
            return b64decode(content, validate=True)
        except (binascii.Error, ValueError):
            raise serializers.ValidationError({"content": ["This is not base64."]}) from None


class FilesField(serializers.ListField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(child=FileField(), **kwargs)
