"""Bodies as they were sent: what a tool printed is read by whoever knows the tool, not by this room."""

from collections.abc import Mapping
from typing import IO, Any

from rest_framework.parsers import BaseParser

JSON, LINES, TEXT = "application/json", "application/x-ndjson", "text/plain"


class _Raw(BaseParser):
    """The bytes of the body."""

    def parse(
        self, stream: IO[bytes], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        return stream.read()


class RawJson(_Raw):
    media_type = JSON


class RawLines(_Raw):
    media_type = LINES


class RawText(_Raw):
    media_type = TEXT


def bytes_of(data: Any) -> bytes:
    """What a view with these parsers got; an empty body is given as something else."""
    return data if isinstance(data, bytes) else b""
